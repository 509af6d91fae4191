"""From a PDF's coordinates to ours: points from the top left corner of the page as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The media box of a page and how far it is turned clockwise, in degrees."""

    left: float
    bottom: float
    width: float
    height: float
    rotation: int

    def place(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom of a box given by its lower left and upper right corners."""
        x0, x1 = x0 - self.left, x1 - self.left
        y0, y1 = y0 - self.bottom, y1 - self.bottom
        if self.rotation == 90:
            return y0, x0, y1, x1
        if self.rotation == 180:
            return self.width - x1, y0, self.width - x0, y1
        if self.rotation == 270:
            return self.height - y1, self.width - x1, self.height - y0, self.width - x0
        return x0, self.height - y1, x1, self.height - y0

    @property
    def shown_height(self) -> float:
        """Height of the page as it is shown."""
        return self.width if self.rotation in (90, 270) else self.height


def frame_of(page: pypdfium2.PdfPage) -> PageFrame:
    """Return the frame of a page."""
    left, bottom, right, top = page.get_mediabox()
    return PageFrame(left, bottom, right - left, top - bottom, page.get_rotation())
