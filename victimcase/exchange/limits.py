"""How much a file from outside may ask for before it is refused; every figure has a reason."""

from __future__ import annotations

from typing import Final

MIB: Final = 1 << 20

MAX_WORKBOOK_BYTES: Final = 200 * MIB  # 200,000 full HTCDS rows are about 40 MiB as a workbook
MAX_OLD_WORKBOOK_BYTES: Final = (
    40 * MIB
)  # .xls ends at 65,536 rows and cannot be looked into before it is opened
MAX_TEXT_BYTES: Final = 1024 * MIB
MAX_UNPACKED_BYTES: Final = (
    1024 * MIB
)  # all parts of a workbook together, counted while unpacking, not as declared
MAX_PACKING_RATIO: Final = 250  # real sheets pack 10 to 60 times; deflate can do 1,000
RATIO_FREE_BYTES: Final = 4 * MIB  # small parts may pack as they like
MAX_PARTS: Final = 5_000

MAX_ROWS: Final = 300_000
MAX_COLUMNS: Final = 500
MAX_DENSE_CELLS: Final = 16_000_000  # calamine holds a rectangle of about 30 bytes a cell
MAX_SHARED_TEXT_BYTES: Final = 512 * MIB  # calamine copies a shared text into every cell that shows it
MAX_SHARED_TEXTS: Final = 10_000_000  # calamine makes room for as many as a part promises, 24 bytes each
MAX_UNPLACED_CELLS: Final = 5_000_000  # cells that do not say where they stand are read one by one
SHEET_ROWS: Final = 1_048_576  # what a spreadsheet program can have
SHEET_COLUMNS: Final = 16_384

MAX_CELL_CHARS: Final = 100_000
MAX_XLSX_CELL_CHARS: Final = 32_767  # a cell of a workbook holds no more
MAX_RECORD_LINES: Final = 2_000  # a quotation mark that never closes swallows the rest of a file
MAX_RECORD_CHARS: Final = 8_000_000
MAX_MAP_BYTES: Final = 1 * MIB

HEADER_ROWS: Final = 20  # names and labels are looked for in the first rows only
MAX_SOURCE_ID_CHARS: Final = 100
MAX_PASSWORD_CHARS: Final = 255  # what spreadsheet programs take
