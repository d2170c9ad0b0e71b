"""A campaign day by day: what was done, against the path that leads to all of it on the last day."""

from collections.abc import Sequence
from datetime import date

from reports.charts.drawing import INK, MEASURED, RULE, SOFT, Chart, box, picture, stroke, words

LEFT, TOP, HEIGHT, WIDTH = 44, 16, 190, 760
PAST, NOW = "#86b0e0", MEASURED


def campaign_chart(days: Sequence[tuple[date, int | None]], target: int, noun: str) -> Chart:
    """`days`: every day of the campaign with the total by its end, None ahead."""
    step = (WIDTH - LEFT) / len(days)
    parts = [_rule(share) for share in (0, 25, 50, 75, 100)]
    last = max((n for n, (_, done) in enumerate(days) if done is not None), default=-1)
    for n, (day, done) in enumerate(days):
        middle = LEFT + step * (n + 0.5)
        if done is not None:
            height = HEIGHT * min(done, target) / target if target else 0
            parts.append(
                box(middle - step * 0.34, TOP + HEIGHT - height, step * 0.68, height, NOW if n == last else PAST)
            )
        if len(days) <= 20 or n % 7 == 0:
            off = day.weekday() >= 5
            parts.append(
                words(
                    middle,
                    TOP + HEIGHT + 18,
                    f"{day:%d/%m}",
                    anchor="middle",
                    fill="#7a4b00" if off else SOFT,
                    bold=n == last,
                )
            )
    path = [(LEFT + step * (n + 0.5), TOP + HEIGHT - HEIGHT * (n + 1) / len(days)) for n in range(len(days))]
    x, y = path[len(path) * 2 // 3]
    parts += [_path(path), words(x - 10, y - 8, "đường phải đi", anchor="end", fill=INK)]
    share = "chưa có số"
    if last >= 0 and target:
        share = f"{days[last][1] * 100 / target:.1f}%".replace(".", ",")
        top = TOP + HEIGHT - HEIGHT * min(days[last][1], target) / target
        parts.append(words(LEFT + step * (last + 0.5), top - 6, share, anchor="middle", fill=NOW, bold=True))
    label = f"Từng ngày của chiến dịch: đến nay {share} số {noun}."
    rows = [(f"{day:%d/%m/%Y}", "" if done is None else str(done)) for day, done in days]
    svg = picture(TOP + HEIGHT + 28, label, parts, WIDTH)
    return Chart("Lũy kế, so với đường phải đi", svg, label, ("Ngày", f"Lũy kế ({noun})"), rows)


def _rule(share: int) -> str:
    y = TOP + HEIGHT - HEIGHT * share / 100
    return stroke([(LEFT, y), (WIDTH, y)], RULE) + words(LEFT - 6, y + 4, f"{share}%", anchor="end", fill=SOFT)


def _path(points: list[tuple[float, float]]) -> str:
    return stroke(points if len(points) > 1 else points * 2, INK, width=1.5, dash="7 4")
