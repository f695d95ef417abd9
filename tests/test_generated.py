"""What is derived from the rules is current."""

from dockwright.dev import main


def test_generated_files_are_current(capsys):
    assert main(["generate", "--check"]) == 0, capsys.readouterr().out
