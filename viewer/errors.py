"""Errors a person can act on, and the token by which long work is abandoned."""


class UserError(Exception):
    """Something the user can mend: `message` names the thing, `hint` the way out.

    Raised where the fact is known; turned into one sentence by the command line and by the window.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """The one sentence shown to the user."""
        return f"{self.message} {self.hint}".strip()


class Sentence(str):
    """What people will read that is not handed to `UserError` as a literal: it is found by this name when it is translated."""


class Remark(Sentence):
    """A sentence on what goes on as it should, if more slowly: nobody has to do anything about it."""


class JobFailed(UserError):
    """What was asked for was right, but the job came to a bad end."""


class Stopped(Exception):
    """The work was abandoned at the request of whoever asked for it."""


class Stop:
    """A token for work that can be abandoned: the asker sets it, the worker calls `check` between chunks.

    flag  a byte that is not 0 once it is set, for work that looks at memory alone
    """

    def __init__(self) -> None:
        self.flag = bytearray(1)

    def set(self) -> None:
        """Ask the worker to give up at its next check."""
        self.flag[0] = 1

    def is_set(self) -> bool:
        """Whether the work is no longer wanted."""
        return self.flag[0] != 0

    def check(self) -> None:
        """Raise `Stopped` if the work is no longer wanted."""
        if self.is_set():
            raise Stopped
