"""Draws the program's icon at every size that the platforms ask for, into ``resources/packaging/icons``.

Run it when ``resources/icons/suivi.svg`` changed; what it makes is committed, so that making a bundle needs no display.
``suivi.ico`` is for Windows, ``suivi.icns`` for macOS, ``NNxNN.png`` for menus of Linux.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DRAWING = ROOT / "resources" / "icons" / "suivi.svg"
FOLDER = ROOT / "resources" / "packaging" / "icons"
LINUX_SIZES = (16, 22, 24, 32, 48, 64, 128, 256)
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
MACOS_SIZES = {
    b"icp4": 16,
    b"ic11": 32,
    b"icp5": 32,
    b"ic12": 64,
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
    b"ic10": 1024,
}
"""The size of each entry of an ``.icns`` file; some are the double resolution of a smaller one."""


def png(size: int) -> bytes:
    """The drawing as a PNG picture, *size* pixels wide and high."""
    from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt  # noqa: PLC0415 - main chooses the platform first
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon of PNG *pictures* by size (Windows reads PNG in icons since Vista)."""
    at = 6 + 16 * len(pictures)
    entries = b""
    for size, picture in pictures.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures.values())


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """A macOS icon of PNG *pictures* by kind of entry."""
    body = b"".join(
        kind + struct.pack(">I", 8 + len(picture)) + picture for kind, picture in pictures.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def main() -> int:
    """Draw them all."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    FOLDER.mkdir(parents=True, exist_ok=True)
    for size in LINUX_SIZES:
        (FOLDER / f"{size}x{size}.png").write_bytes(png(size))
    (FOLDER / "suivi.ico").write_bytes(ico({size: png(size) for size in WINDOWS_SIZES}))
    (FOLDER / "suivi.icns").write_bytes(icns({kind: png(size) for kind, size in MACOS_SIZES.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
