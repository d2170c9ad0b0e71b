"""The four steps that stand on top of every page of the room."""

STEPS = (("upload", "Tải lên"), ("read", "Đọc văn bản"), ("review", "Rà soát"), ("publish", "Đưa vào theo dõi"))


def steps(now: str) -> list[dict[str, str]]:
    current = [name for name, _ in STEPS].index(now)
    states = ["done"] * current + ["now"] + ["todo"] * len(STEPS)
    return [{"label": label, "state": state} for (_, label), state in zip(STEPS, states, strict=False)]
