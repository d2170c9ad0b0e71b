"""What happened to the sample plan before today: who did what, how many days ago. All invented."""

from collections.abc import Iterator
from typing import NamedTuple

NUMBER = "268/KH-UBND"
ISSUED_DAYS_AGO = 40
FOCAL, OFFICE = "STC", "VPUB"
WARD = "00167"


class Step(NamedTuple):
    days_ago: int
    unit: str
    task: str
    act: str
    text: str = ""
    percent: int | None = None
    obstacle: str = ""
    proposal: str = ""


HISTORY = (
    Step(37, WARD, "PL01.A.2", "receive"),
    Step(36, "STC", "PL01.A.3", "update", "Đã có dự thảo hướng dẫn.", 60),
    Step(34, WARD, "PL01.A.2", "update", "Đã họp phân công, chờ quyết định.", 50),
    Step(32, "00004", "PL01.A.2", "prove", "58/QĐ-UBND"),
    Step(30, "00004", "PL01.A.2", "send"),
    Step(30, WARD, "PL01.A.6", "receive"),
    Step(29, "STC", "PL01.A.3", "prove", "1204/STC-TCHC"),
    Step(28, "STC", "PL01.A.3", "send"),
    Step(27, "00004", "PL01.A.2", "confirm"),
    Step(26, WARD, "PL01.A.2", "prove", "36/QĐ-UBND"),
    Step(25, WARD, "PL01.A.2", "send"),
    Step(24, "STC", "PL01.A.3", "confirm"),
    Step(23, WARD, "PL01.A.2", "confirm"),
    Step(23, "00103", "PL01.A.2", "prove", "71/QĐ-UBND"),
    Step(22, "00103", "PL01.A.2", "send"),
    Step(21, "00103", "PL01.A.2", "confirm"),
    Step(21, "SKHCN", "PL01.A.5", "update", "Đã tạo tài khoản cho 60 phường, xã.", 50),
    Step(20, "00004", "PL01.A.6", "prove", "64/BC-UBND"),
    Step(19, "00004", "PL01.A.6", "send"),
    Step(18, "SKHCN", "PL01.D.6", "prove", "933/SKHCN-CĐS"),
    Step(17, "SKHCN", "PL01.D.6", "send"),
    Step(16, "00004", "PL01.A.6", "confirm"),
    Step(15, "00070", "PL01.A.2", "prove", "40/QĐ-UBND"),
    Step(14, "00070", "PL01.A.2", "send"),
    Step(13, "SKHCN", "PL01.D.6", "confirm"),
    Step(12, "00070", "PL01.A.2", "confirm"),
    Step(
        11,
        WARD,
        "PL01.A.6",
        "update",
        "Đã kiểm kê hai trong năm bộ phận.",
        40,
        "Hai máy quét hỏng, chưa có kinh phí sửa.",
        "Đề nghị Sở Tài chính hướng dẫn nguồn sửa chữa.",
    ),
    Step(10, "CATP", "PL01.D.1", "update", "Đã lập tổ đánh giá.", 10),
    Step(9, WARD, "PL01.B.1", "receive"),
    Step(9, WARD, "PL01.B.2", "receive"),
    Step(9, WARD, "PL01.B.3", "receive"),
    Step(8, WARD, "PL01.B.2", "update", "Đã quét hồ sơ của hai tổ dân phố.", 20),
    Step(8, WARD, "PL01.B.3", "prove", "52/BC-UBND"),
    Step(7, WARD, "PL01.B.3", "send"),
    Step(6, "STC", "PL01.A.4", "update", "Đã tập huấn đủ ba buổi.", 100),
    Step(6, WARD, "PL01.C.6", "receive"),
    Step(5, WARD, "PL01.B.1", "update", "Còn kho lưu trữ tầng hai.", 60),
    Step(5, WARD, "PL01.B.3", "supplement", "Sổ quý II thiếu 12 trang so với bảng kê; bổ sung rồi gửi lại."),
    Step(5, "00235", "PL01.C.6", "prove", "29/TB-UBND"),
    Step(4, "STC", "PL01.A.4", "prove", "1377/STC-TCHC"),
    Step(4, "STC", "PL01.A.4", "send"),
    Step(4, "00235", "PL01.C.6", "send"),
    Step(3, "SKHCN", "PL01.A.5", "update", "Còn các xã mới cử người thay.", 80),
    Step(3, WARD, "PL01.C.6", "prove", "61/TB-UBND"),
    Step(3, WARD, "PL01.B.2", "update", "Đã quét xong, đã ký số.", 100),
    Step(2, WARD, "PL01.C.6", "send"),
    Step(2, WARD, "PL01.B.2", "prove", "63/BC-UBND"),
    Step(2, WARD, "PL01.B.2", "propose"),
    Step(2, "SKHCN", "PL01.C.1", "update", "Đang kiểm thử chức năng tra hồ sơ.", 30),
)


class Course(NamedTuple):
    """How the other units did one task: all but every `not_yet`-th, the last `late` of them after the due day."""

    task: str
    paper: str
    first: int
    last: int
    late_from: int
    late: int
    not_yet: int

    def steps(self, units: list[str]) -> Iterator[Step]:
        doers = [unit for place, unit in enumerate(units, 1) if place % self.not_yet]
        for place, unit in enumerate(doers):
            sent = (
                self.late_from if place >= len(doers) - self.late else self.first - place % (self.first - self.last)
            )
            yield Step(sent, unit, self.task, "prove", f"{20 + place}/{self.paper}")
            yield Step(sent, unit, self.task, "send")
            yield Step(sent - 2, unit, self.task, "confirm")


COURSES = (
    Course("PL01.A.2", "QĐ-UBND", first=36, last=23, late_from=17, late=4, not_yet=18),
    Course("PL01.A.6", "BC-UBND", first=28, last=15, late_from=9, late=5, not_yet=12),
    Course("PL01.D.6", "BC", first=22, last=13, late_from=8, late=2, not_yet=9),
)


class Habit(NamedTuple):
    """All units but every `silent`-th wrote how far they were, each on a day of its own."""

    task: str
    first: int
    last: int
    silent: int

    def steps(self, units: list[str]) -> Iterator[Step]:
        for place, unit in enumerate(units, 1):
            if place % self.silent:
                day = self.first - place % (self.first - self.last)
                yield Step(day, unit, self.task, "update", "Đang làm theo kế hoạch.", 20 + 5 * (place % 9))


HABITS = (Habit("PL01.B.1", first=19, last=10, silent=4), Habit("PL01.B.2", first=9, last=2, silent=3))
