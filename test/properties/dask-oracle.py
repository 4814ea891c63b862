"""Answers questions about dask and distributed with what the installed packages do.

Reads one JSON object from standard input and writes one to standard output. Values travel as
[type, text or items], so that integers, floats and texts stay apart.
"""

import ast
import json
import logging
import string
import sys
import warnings
from _string import formatter_field_name_split

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

import dask  # noqa: E402
import dask.config as config  # noqa: E402
from dask.utils import format_bytes, parse_bytes, parse_timedelta  # noqa: E402

try:
    from distributed import system, worker_memory
    from distributed.cli import dask_worker
    from distributed.compatibility import logging_names

    # The package has an attribute of that name, which is the configuration itself.
    distributed_config = sys.modules["distributed.config"]
except Exception:
    distributed_config = None


def encode(value):
    if value is None:
        return ["none"]
    if value is Ellipsis:
        return ["ellipsis"]
    if isinstance(value, bool):
        return ["bool", value]
    if isinstance(value, int):
        return ["int", str(value)]
    if isinstance(value, float):
        return ["float", repr(value)]
    if isinstance(value, complex):
        return ["complex", repr(value.real), repr(value.imag)]
    if isinstance(value, str):
        return ["string", value]
    if isinstance(value, bytes):
        return ["bytes", value.decode("latin-1")]
    if isinstance(value, dict):
        return ["dict", [[encode(k), encode(v)] for k, v in value.items()]]
    if isinstance(value, set):
        return ["set", sorted(map(encode, value), key=json.dumps)]
    return [type(value).__name__, [encode(item) for item in value]]


def decode(value):
    kind, *rest = value
    if kind == "number":
        return ast.literal_eval(rest[0]) if rest[0] not in ("inf", "-inf", "nan") else float(rest[0])
    return rest[0]


def outcome(function):
    """The result, or the name of the exception."""
    try:
        return {"ok": encode(function())}
    except Exception as error:
        return {"error": type(error).__name__}


def interpret(text):
    if hasattr(config, "interpret_value"):
        return config.interpret_value(text)
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return text


def update(old, new, priority):
    result = json.loads(json.dumps(old))
    return config.update(result, new, priority=priority)


def distributed_table():
    for name in ("aliases", "deprecations"):
        table = getattr(distributed_config, name, None)
        if table is not None:
            return dict(table)
    return {}


def seen(files, variables):
    result = config.merge(*files, config.collect_env(dict(variables)))
    if dask.__version__ >= "2023.9.2":
        config.rename(dict(config.deprecations), result)
    config.rename(distributed_table(), result)
    return result


def template(text):
    parts, pending = [], ""
    for literal, field, spec, conversion in string.Formatter().parse(text):
        pending += literal
        if field is None:
            continue
        first, rest = formatter_field_name_split(field)
        list(rest)
        parts.append([pending, str(first), spec, conversion])
        pending = ""
    return parts + ([[pending]] if pending else [])


def command(words):
    import click

    try:
        with dask_worker.main.make_context("worker", list(words)) as context:
            return {"scheduler": context.params["scheduler"], "stray": len(context.params["preload_argv"])}
    except click.NoSuchOption as error:
        return {"stopped": "no such option", "on": error.option_name}
    except click.UsageError as error:
        text = error.format_message()
        return {"stopped": "extra argument" if text.startswith("Got unexpected extra") else text}


def memory_limit(value):
    system.MEMORY_LIMIT = worker_memory.system.MEMORY_LIMIT = 2**62
    return worker_memory.parse_memory_limit(value, 1, 1, logger=logging.getLogger("none"))


asked = json.load(sys.stdin)
answers = {
    "dask": dask.__version__.split("+")[0],
    "distributed": distributed_config is not None,
    "bytes": [outcome(lambda: parse_bytes(decode(v))) for v in asked["bytes"]],
    "formatted": [format_bytes(n) for n in asked["formatted"]],
    "durations": [outcome(lambda: parse_timedelta(decode(v), default=u)) for v, u in asked["durations"]],
    "values": [outcome(lambda: interpret(text)) for text in asked["values"]],
    "canonical": [config.canonical_name(k, c) for k, c in asked["canonical"]],
    "environments": [outcome(lambda: config.collect_env(dict(e))) for e in asked["environments"]],
    "merges": [outcome(lambda: config.merge(*json.loads(json.dumps(c)))) for c in asked["merges"]],
    "updates": [outcome(lambda: update(*u)) for u in asked["updates"]],
    "templates": [outcome(lambda: template(text)) for text in asked["templates"]],
    "daskTable": dict(config.deprecations),
}
if distributed_config is not None:
    answers["distributedTable"] = distributed_table()
    answers["seen"] = [outcome(lambda: seen(*s)) for s in asked["seen"]]
    answers["commands"] = [command(words) for words in asked["commands"]]
    answers["limits"] = [outcome(lambda: memory_limit(decode(v))) for v in asked["limits"]]
    answers["levels"] = {k: v for k, v in logging_names.items() if isinstance(k, str)}
json.dump(answers, sys.stdout)
