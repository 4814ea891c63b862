"""What dask and distributed compute for a home and an environment each.

Reads {"cases": [{"home", "environment"}]} from standard input and writes one answer a case, with the steps that
`import dask` and `import distributed` take: refresh, the defaults of both, the old names.
"""

import copy
import json
import os
import sys
import warnings

warnings.simplefilter("ignore")

import dask.config as config  # noqa: E402
import yaml  # noqa: E402

import dask  # noqa: E402
import distributed  # noqa: E402,F401

# The package has an attribute of that name, which is the configuration itself.
distributed_config = sys.modules["distributed.config"]

with open(os.path.join(os.path.dirname(dask.__file__), "dask.yaml")) as f:
    DASK = yaml.safe_load(f)
TABLE = getattr(distributed_config, "aliases", None) or distributed_config.deprecations


def encode(value):
    if value is None:
        return ["none"]
    if isinstance(value, bool):
        return ["bool", value]
    if isinstance(value, (int, float)):
        return [type(value).__name__, repr(value)]
    if isinstance(value, str):
        return ["string", value]
    if isinstance(value, dict):
        return ["dict", [[encode(k), encode(v)] for k, v in value.items()]]
    if isinstance(value, (list, tuple)):
        return ["list", [encode(item) for item in value]]
    if isinstance(value, bytes):
        return ["bytes", value.decode("latin-1")]
    # Dates, in the form in which they are written.
    return ["string", str(value)]


def computed(home, environment):
    saved = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    os.environ["HOME"] = home
    os.chdir(home)
    result, stage = {}, "dask"
    try:
        config.refresh(config=result, defaults=[], paths=config._get_paths())
        config.update_defaults(copy.deepcopy(DASK), config=result, defaults=[])
        stage = "distributed"
        config.update_defaults(copy.deepcopy(distributed_config.defaults), config=result, defaults=[])
        config.rename(dict(TABLE), config=result)
        return {"ok": encode(result)}
    except Exception as error:
        return {"error": type(error).__name__, "stage": stage}
    finally:
        os.environ.clear()
        os.environ.update(saved)


asked = json.load(sys.stdin)
json.dump(
    {
        "dask": dask.__version__.split("+")[0],
        "distributed": distributed.__version__.split("+")[0],
        "answers": [computed(case["home"], case["environment"]) for case in asked["cases"]],
    },
    sys.stdout,
)
