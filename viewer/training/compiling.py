"""A network made into few kernels before it is trained, by torch.compile."""

from typing import Any

import torch
from torch import nn

from viewer.errors import UserError


class Compiled(nn.Module):
    """`module`, compiled when it is called for the first time. It must be given tensors of the same shapes each time.

    Calling it raises UserError if this machine has no compiler for it.
    """

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self._compiled = torch.compile(module)

    def forward(self, *inputs: Any) -> Any:
        """What `module` makes of them."""
        from torch._dynamo.exc import TorchDynamoException
        from torch._inductor.exc import InductorError

        try:
            return self._compiled(*inputs)
        except (TorchDynamoException, InductorError) as error:
            reason = str(error).strip().splitlines()[0]
            raise UserError(f"This machine cannot compile the network: {reason}.", "Train without --compile.") from error
