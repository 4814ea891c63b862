"""Says what PyYAML's safe loader makes of texts.

Reads one JSON string a line and writes one JSON object a line: `ok` and `all` tell whether safe_load and
safe_load_all read the text, `why` names the error, `value` is what safe_load gives. Values travel as
[type, content], so that integers, floats and texts stay apart; mappings as lists of pairs.
"""

import datetime
import json
import sys

import yaml


def encode(value, above=(), budget=None):
    budget = [20000] if budget is None else budget
    budget[0] -= 1
    if budget[0] < 0:
        raise OverflowError
    if value is None:
        return ["null"]
    if isinstance(value, bool):
        return ["bool", value]
    if isinstance(value, int):
        return ["int", value if abs(value) < 2**53 else "big"]
    if isinstance(value, float):
        return ["float", value if abs(value) < float("inf") else str(value)]
    if isinstance(value, str):
        return ["str", value]
    if isinstance(value, datetime.date):
        return ["timestamp"]
    if isinstance(value, bytes):
        return ["binary"]
    if any(value is other for other in above):
        return ["recursive"]
    inside = (*above, value)
    if isinstance(value, list):
        return ["list", [encode(item, inside, budget) for item in value]]
    if isinstance(value, tuple):
        return ["map", [[encode(part, inside, budget) for part in value]]]
    if isinstance(value, set):
        return ["map", [[encode(item, inside, budget), ["null"]] for item in value]]
    return ["map", [[encode(key, inside, budget), encode(item, inside, budget)] for key, item in value.items()]]


def answer(text):
    result = {"ok": True, "all": True}
    try:
        result["value"] = encode(yaml.safe_load(text))
    except OverflowError:
        pass
    except Exception as error:
        result["ok"] = False
        result["why"] = type(error).__name__ + ": " + " ".join(str(error).split())[-200:]
    try:
        for _ in yaml.safe_load_all(text):
            pass
    except Exception:
        result["all"] = False
    return result


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))))
