"""Compares where the vendor's Python SDKs put parameters with imported specifications. Usage: python layout.py SPECS"""
import collections, importlib.util, pathlib, re, sys

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
JOINED = {"form": "simple", "spaceDelimited": "spaceDelimited", "pipeDelimited": "pipeDelimited"}


def operations_of_sdk(text):
    """What the source of a client says of each operation."""
    for function in re.split(r"\n    (?:async )?def ", text):
        action = re.search(r"action ?= ?'([^']+)'", function)
        if not action or "await" in function or not re.match(r"\w*with_options\(", function):
            continue
        word = lambda key: re.search(key + r" ?= ?f?'([^']+)'", function)[1]
        names = lambda variable: set(re.findall(variable + r"\['([^']+)'\] = ", function))
        yield action[1], {
            "method": word("method").lower(), "path": re.sub(r"\{[^}]*\}", "{}", word("pathname")), "media": word("req_body_type"),
            "query": names("query"), "header": names("real_headers"), "body": names("body") | names("body_flat"),
            "whole": bool(re.search(r"body ?= ?(?:\w+\.(?:to_array|parse_to_map)\()?request\.body", function)),
            "styles": dict(re.findall(r"with_specified_style\([^,]+, '([^']+)', '(\w+)'\)", function)),
        }


def operations_of_spec(spec):
    """The same of a specification."""
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            said = {"method": method, "path": re.sub(r"\{[^}]*\}", "{}", path.split("#")[0]), "query": set(), "header": set(),
                    "body": set(), "whole": False, "media": None, "styles": {}}
            for parameter in operation.get("parameters", []):
                if parameter["in"] in ("query", "header"):
                    said[parameter["in"]].add(parameter["name"])
                style = "json" if "content" in parameter else JOINED.get(parameter.get("style"))
                said["styles"].update({parameter["name"]: style} if style else {})
            for media, content in (operation.get("requestBody") or {}).get("content", {}).items():
                fields = (content.get("schema") or {}).get("properties")
                is_form = "urlencoded" in media
                said["body"] |= set(fields or {})
                said["whole"] = not fields and not is_form
                said["media"] = ("formData" if is_form else "json") if fields else None
                for name, encoding in (content.get("encoding") or {}).items():
                    said["styles"][name] = "json" if "contentType" in encoding else JOINED[encoding["style"]]
            yield operation["operationId"], said


def differences(sdk, ours, style):
    if sdk["method"] != ours["method"]:
        yield f"method {sdk['method']}, {ours['method']}"
    if style == "roa" and sdk["path"] != ours["path"]:
        yield f"path {sdk['path']}, {ours['path']}"
    if sdk["whole"] != ours["whole"]:
        yield f"the body is one value: {sdk['whole']}, {ours['whole']}"
    places = ("query", "header", "body")
    # A parameter that one side lacks is another version of the metadata.
    for place in places:
        for name in sdk[place] - ours[place]:
            yield from (f"{name}: {place}, {other}" for other in places if name in ours[other] - sdk[other])
    for name in (sdk["body"] & ours["body"]) | (sdk["query"] & ours["query"]):
        style = sdk["styles"].get(name), ours["styles"].get(name)
        if style[0] != style[1] and not (name in ours["body"] and ours["media"] == "json"):
            yield f"style of {name}: {style[0]}, {style[1]}"
    if sdk["body"] & ours["body"] and sdk["media"] != ours["media"]:
        yield f"media {sdk['media']}, {ours['media']}"


counts = collections.Counter()
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.yaml")):
    package = re.sub(r"-(\d{4})-(\d\d)-(\d\d)$", r"\1\2\3", path.stem)
    found = importlib.util.find_spec("alibabacloud_" + package.replace("-", "_"))
    if not found:
        continue
    spec = yaml.load(path.read_text(), Loader)
    ours = dict(operations_of_spec(spec))
    for name, sdk in operations_of_sdk((pathlib.Path(found.submodule_search_locations[0]) / "client.py").read_text()):
        if name not in ours:
            continue
        counts["compared"] += 1
        wrong = list(differences(sdk, ours[name], spec["x-service"]["style"]))
        counts["different"] += bool(wrong)
        for difference in wrong:
            print(f"{path.stem} {name}: {difference}")
print(f"{counts['compared']} operations compared, {counts['different']} different (the SDK, the specification)")
