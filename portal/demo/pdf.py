"""Small PDF files written by hand: drawn shapes, and Chinese text in a reader's own Song face.

The font is not embedded (`STSong-Light` with the `UniGB-UCS2-H` encoding, PDF 32000-1 §9.7.5.2), which keeps a file at
a few kilobytes. Coordinates are points from the lower left corner of an A4 page.
"""

from dataclasses import dataclass, field

A4 = (595, 842)

Shade = tuple[float, float, float]

_HANGING = tuple("，。、；：？！）”》")  # may stand beyond the end of a line, never at the head of one


@dataclass
class Page:
    """The drawing instructions of one page."""

    marks: list[str] = field(default_factory=list)

    def rect(self, x: float, y: float, width: float, height: float, shade: Shade) -> None:
        self.marks.append("{:.3f} {:.3f} {:.3f} rg".format(*shade) + f" {x:.1f} {y:.1f} {width:.1f} {height:.1f} re f")

    def poly(self, points: list[tuple[float, float]], shade: Shade) -> None:
        path = " ".join(f"{x:.1f} {y:.1f} {'l' if index else 'm'}" for index, (x, y) in enumerate(points))
        self.marks.append("{:.3f} {:.3f} {:.3f} rg".format(*shade) + f" {path} h f")

    def text(self, x: float, y: float, words: str, size: float, shade: Shade = (0.11, 0.14, 0.19)) -> None:
        code = words.encode("utf-16-be").hex().upper()
        self.marks.append(
            "BT {:.3f} {:.3f} {:.3f} rg".format(*shade) + f" /F1 {size} Tf {x:.1f} {y:.1f} Td <{code}> Tj ET"
        )

    def lines(self, x: float, y: float, words: str, size: float, width: int, leading: float = 1.8) -> float:
        """Set `words` in lines of `width` characters; returns the height of the next line."""
        while words:
            end = width + 1 if words[width : width + 1] in _HANGING else width
            self.text(x, y, words[:end], size)
            words = words[end:]
            y -= size * leading
        return y


def render(pages: list[Page], title: str) -> bytes:
    """The pages as a PDF 1.4 file."""
    first = 7  # objects 1–6: catalogue, page tree, font, descendant font, its descriptor, information
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H"
        " /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500]"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        f"<< /Title <FEFF{title.encode('utf-16-be').hex().upper()}> /Producer (Zonepress demo) >>",
    ]
    for index, page in enumerate(pages):
        content = "\n".join(page.marks)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {A4[0]} {A4[1]}] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {first + 2 * index + 1} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return _assemble(objects)


def _assemble(objects: list[str]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode("ascii")
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n".encode(
        "ascii"
    )
    return bytes(out)
