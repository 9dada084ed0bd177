"""The structure of a flow as an SDMX-ML 2.1 message: code lists, concepts, data structure, dataflow.

Every name stands in all languages of the site. The same structure gives the same bytes.
"""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

from factsite.publishing.sdmx import CodeList, Component, Flow, Names

_BASE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/"
_MES, _STR, _COM = f"{{{_BASE}message}}", f"{{{_BASE}structure}}", f"{{{_BASE}common}}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_VERSION = "1.0"
_CONCEPTS = "CONCEPTS"
for _prefix, _name in (("mes", "message"), ("str", "structure"), ("com", "common")):
    ET.register_namespace(_prefix, _BASE + _name)


def structure(flow: Flow, prepared: date, period: Names, value: Names) -> str:
    """The structure message of a flow.

    Args:
        flow: what is exchanged.
        prepared: the day on which it last changed.
        period: what the dimension of time is called in each language.
        value: what the measure is called.
    """
    root = ET.Element(f"{_MES}Structure")
    header = ET.SubElement(root, f"{_MES}Header")
    ET.SubElement(header, f"{_MES}ID").text = f"{flow.id}_{prepared.isoformat()}"
    ET.SubElement(header, f"{_MES}Test").text = "false"
    ET.SubElement(header, f"{_MES}Prepared").text = f"{prepared.isoformat()}T00:00:00"
    ET.SubElement(header, f"{_MES}Sender", id=flow.agency.rpartition(".")[2])
    structures = ET.SubElement(root, f"{_MES}Structures")
    _dataflow(ET.SubElement(structures, f"{_STR}Dataflows"), flow)
    lists = ET.SubElement(structures, f"{_STR}Codelists")
    for codes in {id(one.codes): one.codes for one in (*flow.dimensions, *flow.attributes) if one.codes}.values():
        _code_list(lists, codes)
    time, measure = Component("TIME_PERIOD", period), Component("OBS_VALUE", value)
    _concepts(ET.SubElement(structures, f"{_STR}Concepts"), flow, [time, measure])
    _data_structure(ET.SubElement(structures, f"{_STR}DataStructures"), flow, time, measure)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _maintained(parent: ET.Element, tag: str, name: str, agency: str, names: Names, **more: str) -> ET.Element:
    """An element that somebody maintains, with its names."""
    version = more.pop("version", _VERSION)
    found = ET.SubElement(parent, f"{_STR}{tag}", {"id": name, "agencyID": agency, "version": version, **more})
    _named(found, names)
    return found


def _named(element: ET.Element, names: Names) -> None:
    for code, text in names.items():
        ET.SubElement(element, f"{_COM}Name", {_LANG: code}).text = text


def _reference(parent: ET.Element, name: str, package: str, kind: str, **more: str) -> None:
    ET.SubElement(parent, "Ref", {"id": name, **more, "package": package, "class": kind})


def _dataflow(parent: ET.Element, flow: Flow) -> None:
    found = _maintained(parent, "Dataflow", flow.id, flow.agency, flow.names)
    inner = ET.SubElement(found, f"{_STR}Structure")
    _reference(
        inner, _structure_id(flow), "datastructure", "DataStructure", version=_VERSION, agencyID=flow.agency
    )  # fmt: skip


def _structure_id(flow: Flow) -> str:
    return f"DSD_{flow.id}"


def _code_list(parent: ET.Element, codes: CodeList) -> None:
    found = _maintained(
        parent, "Codelist", codes.id, codes.agency, codes.names, version=codes.version, isPartial="true"
    )
    for code, names in codes.codes.items():
        _named(ET.SubElement(found, f"{_STR}Code", {"id": code}), names)


def _concepts(parent: ET.Element, flow: Flow, more: list[Component]) -> None:
    scheme = _maintained(parent, "ConceptScheme", _CONCEPTS, flow.agency, flow.names)
    for one in (*flow.dimensions, *more, *flow.attributes):
        _named(ET.SubElement(scheme, f"{_STR}Concept", {"id": one.id}), one.names)


def _data_structure(parent: ET.Element, flow: Flow, time: Component, measure: Component) -> None:
    found = _maintained(parent, "DataStructure", _structure_id(flow), flow.agency, flow.names)
    parts = ET.SubElement(found, f"{_STR}DataStructureComponents")
    dimensions = ET.SubElement(parts, f"{_STR}DimensionList", id="DimensionDescriptor")
    for position, one in enumerate(flow.dimensions, 1):
        _component(dimensions, "Dimension", flow, one, position=str(position))
    last = str(len(flow.dimensions) + 1)
    _component(dimensions, "TimeDimension", flow, time, "ObservationalTimePeriod", position=last)
    attributes = ET.SubElement(parts, f"{_STR}AttributeList", id="AttributeDescriptor")
    for one in flow.attributes:
        status = "Mandatory" if one.mandatory else "Conditional"
        attribute = _component(attributes, "Attribute", flow, one, assignmentStatus=status)
        related = ET.SubElement(ET.SubElement(attribute, f"{_STR}AttributeRelationship"), f"{_STR}PrimaryMeasure")
        ET.SubElement(related, "Ref", id=measure.id)
    measures = ET.SubElement(parts, f"{_STR}MeasureList", id="MeasureDescriptor")
    _component(measures, "PrimaryMeasure", flow, measure, "Decimal")


def _component(
    parent: ET.Element, tag: str, flow: Flow, one: Component, text: str = "String", **attributes: str
) -> ET.Element:
    """A dimension, an attribute or the measure: its concept, and what may stand there."""
    found = ET.SubElement(parent, f"{_STR}{tag}", {"id": one.id, **attributes})
    scheme = {"maintainableParentID": _CONCEPTS, "maintainableParentVersion": _VERSION, "agencyID": flow.agency}
    _reference(ET.SubElement(found, f"{_STR}ConceptIdentity"), one.id, "conceptscheme", "Concept", **scheme)
    allowed = ET.SubElement(found, f"{_STR}LocalRepresentation")
    if one.codes:
        codes = one.codes
        _reference(
            ET.SubElement(allowed, f"{_STR}Enumeration"),
            *(codes.id, "codelist", "Codelist"),
            version=codes.version,
            agencyID=codes.agency,
        )
    else:
        ET.SubElement(allowed, f"{_STR}TextFormat", textType=text)
    return found
