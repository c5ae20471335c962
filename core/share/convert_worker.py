"""The process that makes pictures: questions on its input, answers on its output (``converter.py``).

It is run as a file and not as a part of the package, so that it starts without the rest of the app.
"""

import json
import os
import sys


def main() -> None:
    """Answer until the input ends."""
    questions = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what the converter prints is no answer
    while line := questions.readline():
        asked = json.loads(line)
        made, content = _made(asked["function"], questions.read(asked["length"]).decode(), asked["more"])
        head = json.dumps({"made": made, "length": len(content)})
        answers.write(head.encode() + b"\n" + content)
        answers.flush()


def _made(function: str, content: str, more: dict[str, object]) -> tuple[bool, bytes]:
    """Whether it was made, and the picture or the kind of failure: what a failure says may hold content."""
    try:
        import vl_convert  # noqa: PLC0415 - that it is missing is an answer too

        made = getattr(vl_convert, function)(content, **more)
    except BaseException as error:  # noqa: BLE001 - a panic in the converter is no Exception
        return False, type(error).__name__.encode()
    return True, made.encode() if isinstance(made, str) else made


if __name__ == "__main__":
    main()
