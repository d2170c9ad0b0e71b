from tests.fuzz import fuzz, main
from tests.fuzz_samples import samples


def test_spoilt_files_and_tables_are_read_or_refused_but_never_break():
    outcome = fuzz(files=240, seed=7)
    assert outcome.broken == []
    assert outcome.counts.total() == 300
    assert {kind for kind, _ in outcome.counts} == {*samples(), "model"}
    read = sum(count for (_, what), count in outcome.counts.items() if what == "read")
    assert 60 < read < 240  # neither all spared nor all spoilt


def test_a_break_is_counted_and_named(monkeypatch, capsys):
    def break_down(*_: object, **__: object) -> None:
        raise KeyError("cells")

    monkeypatch.setattr("tests.fuzz.read", break_down)
    monkeypatch.setattr("tests.fuzz.resource.setrlimit", lambda *_: None)
    monkeypatch.setattr("tests.fuzz.logging.disable", lambda: None)
    assert main(["2", "3"]) == 1
    assert "total 3, broken 2" in capsys.readouterr().out
