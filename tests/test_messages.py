"""Every message is told: one literal sentence with named values, so that a catalogue can say it in another language.

The types hold it too (``Problem`` takes nothing else); these tests see what types don't: a sentence put together.
"""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator

from projects import ROOT

PACKAGE = ROOT / "hooks" / "factsite"
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")
}
# Where messages are made, and where the same names mean something of the interface.
OTHERS = {"telling.py", "localising/saying.py", "rendering/lists.py", "publishing/tables.py"}
# Who takes a message, and what one is called before it is handed over.
TAKERS = {"Problem", "RuleError", "problem", "_note", "note", "note_row", "unreadable", "_refused", "misuse", "tell"}
NAMES = {"what", "remedy", "message", "hint", "help"}


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    for file, tree in TREES.items():
        for node in ast.walk(tree) if file not in OTHERS else ():
            if isinstance(node, ast.Call) and called(node) in names:
                yield f"{file}:{node.lineno}", node


def is_sentence(node: ast.AST) -> bool:
    """Whether a text is put together, or has words, where a message should be told."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.Constant) and str(part.value).strip() for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return is_sentence(node.left) or is_sentence(node.right)
    if isinstance(node, ast.IfExp):
        return is_sentence(node.body) or is_sentence(node.orelse)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip()


def test_no_message_is_a_plain_text() -> None:
    plain = [
        place
        for place, call in calls(*TAKERS)
        if any(is_sentence(part) for part in [*call.args, *(one.value for one in call.keywords)])
    ]
    plain += [
        f"{file}:{node.lineno}"
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id in NAMES for target in node.targets)
        and is_sentence(node.value)
    ]
    assert plain == []


def test_a_message_is_one_literal_with_a_value_for_each_name() -> None:
    wrong = []
    for place, call in calls("told", "told_many"):
        sentences = call.args[: 1 if called(call) == "told" else 2]
        names = {str(one.arg) for one in call.keywords} | ({"n"} if called(call) == "told_many" else set())
        for sentence in sentences:
            if not isinstance(sentence, ast.Constant) or not isinstance(sentence.value, str):
                wrong.append(f"{place}: no literal")
            elif names:
                used = {name for _, name, _, _ in string.Formatter().parse(sentence.value) if name}
                if used - names or (names - used - {"n"}):
                    wrong.append(f"{place}: {sorted(used ^ names)}")
        if any(is_sentence(one.value) for one in call.keywords):
            wrong.append(f"{place}: a value is a sentence of its own")
    assert wrong == []


def test_only_telling_makes_messages() -> None:
    assert [place for place, _ in calls("Told")] == []
    assert [place for place, call in calls("as_it_is", "word_of") if is_sentence(call.args[0])] == []


def test_these_tests_see_what_they_look_for() -> None:
    parts = [
        ast.parse(text, mode="eval").body for text in ('f"no {y}"', '"no such " + y', '"no y"', '"no x" if y else y')
    ]
    assert [is_sentence(part) for part in parts] == [True] * 4
    assert not is_sentence(ast.parse('f"{y:x}"', mode="eval").body)
