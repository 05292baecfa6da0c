"""MoCo: learning to represent pictures by contrast, without labels (He et al., arXiv 1911.05722).

Two views of a picture are to be represented alike, and unlike those of other pictures, which a queue remembers.
"""

import copy

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class MoCo(nn.Module):
    """A network that is trained, `encoder_q`, and one that follows it slowly, `encoder_k`, which fills the queue.

    encoder    (B, 3, h, w) -> the representation, and what of it is contrasted, (B, width)
    queue      (width, size), what views of earlier pictures were projected to, of length 1
    queue_ptr  (1,), where the next ones go

    With `among_batch` the keys of a query's own batch count among those it is told from. A queue alone, as in the paper and in
    DASR's code, was told from small batches in short trainings with nothing learnt of pictures, presumably by its age.
    """

    queue: Tensor
    queue_ptr: Tensor

    def __init__(
        self,
        encoder: nn.Module,
        width: int = 256,
        size: int = 8192,
        momentum: float = 0.999,
        temperature: float = 0.07,
        among_batch: bool = False,
    ) -> None:
        super().__init__()
        self._among_batch = among_batch
        self.encoder_q = encoder
        self.encoder_k = copy.deepcopy(encoder).requires_grad_(False)
        self._momentum, self._temperature = momentum, temperature
        self.register_buffer("queue", F.normalize(torch.randn(width, size), dim=0))
        self.register_buffer("queue_ptr", torch.zeros(1, dtype=torch.long))

    def forward(self, query: Tensor, key: Tensor) -> tuple[Tensor, Tensor]:
        """The representations of `query`, and the logits of which of the keys is of the same picture: the first, label 0.

        query, key  (B, 3, h, w), views of the same pictures
        returns     those of the encoder, and (B, 1 + size), or with those of the batch (B, 1 + B + size)

        The key encoder is moved on before, the queue after.
        """
        code, projected = self.encoder_q(query)
        q = F.normalize(projected.float(), dim=1)
        with torch.no_grad():
            self._follow()
            k = F.normalize(self.encoder_k(key)[1].float(), dim=1)
        told = [(q * k).sum(1, keepdim=True), q @ self.queue.clone()]
        if self._among_batch:
            own = torch.eye(len(q), dtype=torch.bool, device=q.device)
            told.insert(1, (q @ k.T).masked_fill(own, -torch.inf))
        logits = torch.cat(told, 1) / self._temperature
        if self.training:
            self._enqueue(k)
        return code, logits

    def memory(self) -> dict[str, Tensor]:
        """All of its state but the weights that are trained: the key encoder, the queue, and statistics of both encoders."""
        trained = {f"encoder_q.{name}" for name, _ in self.encoder_q.named_parameters()}
        return {key: value for key, value in self.state_dict().items() if key not in trained}

    def _follow(self) -> None:
        pairs = zip(self.encoder_k.parameters(), self.encoder_q.parameters(), strict=True)
        for mine, other in pairs:
            mine.mul_(self._momentum).add_(other.detach(), alpha=1 - self._momentum)

    def _enqueue(self, keys: Tensor) -> None:
        first, size = int(self.queue_ptr), self.queue.shape[1]
        if size % len(keys):
            raise ValueError(f"a queue of {size} cannot be filled by {len(keys)} at a time")
        self.queue[:, first : first + len(keys)] = keys.T
        self.queue_ptr[0] = (first + len(keys)) % size


def contrast(logits: Tensor) -> tuple[Tensor, Tensor]:
    """InfoNCE, the mean cross-entropy of picking the first of each row of `logits`, and how often it is picked."""
    labels = torch.zeros(len(logits), dtype=torch.long, device=logits.device)
    return F.cross_entropy(logits.float(), labels), (logits.argmax(1) == 0).float().mean()
