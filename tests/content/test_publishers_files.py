"""Import: the publishers’ files of which the site’s numbers come are read with the site’s own dimensions."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from arrivals import (
    make_figure,
    read,
)
from content.real import real_content
from factsite.fetching.choosing import chosen
from factsite.fetching.keeping import KeptFiles
from factsite.importing.comparing import compare
from factsite.importing.observed import key_of
from factsite.importing.observing import observe
from factsite.importing.opening import read_table
from projects import DAY, ROOT
from publishers import Played, publishers

REAL = ROOT.parent / "shared" / "data" / "real"
EXTRACT = {"format": "csv", "period": "TIME", "value": "Value", "thousands": ",", "flags": "Flag and Footnotes"}
LABELS = {"format": "sdmx-csv", "filter": {"geo": "Belgium"}}
UNHCR = {"format": "csv", "period": "year", "sum": "true"}
OUTCOMES = {"dec_total": "TOTAL", "dec_recognized": "recognised", "dec_other": "subsidiary"}
PARTNER = {"column": "partner", "codes": {"EL": "GR", "UK": "GB"}, "ignore": ["EFTA", "EU28", "EU_EFTA", "TOTAL"]}
BY_COUNTRY = {"citizenship": {"column": "citizen", "names": "en"}}
# File, mapping, period, codes, value.
REAL_FILES: list[tuple[str, dict[str, Any], str, dict[str, str], str | None]] = [
    ("eurostat_demo_gind_population_be", LABELS, "2003", {}, "10355844"),
    (
        "eurostat_dublin_be_2008_2015",
        {
            "format": "csv",
            "period": "time",
            "precision": "year",
            "value": "values",
            "filter": {"dataset": "migr_dubri"},
            "dimensions": {"corridor": PARTNER},
        },
        "2015",
        {"corridor": "AT"},
        "65",
    ),
    (
        "eurostat_migr_asyappctza_be",
        {"format": "sdmx-csv", "dimensions": {"citizenship": {"column": "citizen"}}},
        "2008",
        {"citizenship": "TOTAL"},
        "15940",
    ),
    (
        "eurostat_migr_asyappctza_firsttime_be_2008_2016",
        EXTRACT | {"filter": {"CITIZEN": "Total", "ASYL_APP": "First time applicant"}},
        "2008",
        {},
        "11395",
    ),
    (
        "eurostat_migr_asyappctza_firsttime_citizen_be_2012_2016",
        EXTRACT
        | {
            "filter": {"CITIZEN": ["Bulgaria", "Former Yugoslav Republic of Macedonia, the"]},
            "dimensions": {
                "citizenship": {
                    "column": "CITIZEN",
                    "names": "en",
                    "codes": {"Former Yugoslav Republic of Macedonia, the": "MK"},
                }
            },
        },
        "2012",
        {"citizenship": "BG"},
        "15",
    ),
    (
        "eurostat_migr_asydcfsta_be_2008_2016",
        EXTRACT
        | {
            "filter": {"CITIZEN": "Total"},
            "dimensions": {
                "outcome": {
                    "column": "DECISION",
                    "codes": {"Total": "TOTAL", "Rejected": "rejected"},
                    "ignore": ["Total positive decisions"],
                }
            },
        },
        "2008",
        {"outcome": "TOTAL"},
        "13620",
    ),
    (
        "eurostat_migr_asytp_total_be",
        {
            "format": "csv",
            "period": "Dagsetning",
            "precision": "month",
            "value": "Nýjar veitingar á tímabundinni vernd",
        },
        "2022-04",
        {},
        "11035",
    ),
    ("eurostat_migr_asytpsm_ua_be", {"format": "sdmx-csv"}, "2022-03", {}, "25930"),
    ("eurostat_migr_eiord_be_2010_2016", EXTRACT, "2010", {}, "22865"),
    (
        "eurostat_migr_eipre_citizen_be",
        {
            "format": "csv",
            "period": "year",
            "value": "Illegal Third Country Nationals",
            "filter": {"citizen": ["Afghanistan", "Democratic Republic of the Congo"]},
            "dimensions": {
                "citizenship": BY_COUNTRY["citizenship"] | {"codes": {"Democratic Republic of the Congo": "CD"}}
            },
        },
        "2013",
        {"citizenship": "AF"},
        "470",
    ),
    (
        "eurostat_migr_eipre_reason_be",
        LABELS | {"filter": {"reason": "Total", "apprehen": "Total"}},
        "2014",
        {},
        "15540",
    ),
    (
        "eurostat_migr_eirtn_be_2010_2016",
        EXTRACT | {"filter": {"INDIC_MG": "Total number of persons returned"}},
        "2010",
        {},
        "4415",
    ),
    (
        "eurostat_migr_eirtn_citizen_be",
        {
            "format": "csv",
            "period": "year",
            "filter": {"citizen": ["Afghanistan", "Albania"]},
            "dimensions": BY_COUNTRY,
        },
        "2014",
        {"citizenship": "AF"},
        "35",
    ),
    (
        "eurostat_migr_imm1ctz_be",
        {
            "format": "csv",
            "period": "year",
            "value": "Migrants number",
            "filter": {"Country of citizenship": ["Andorra", "Antigua and Barbuda"]},
            "dimensions": {"citizenship": {"column": "Country of citizenship", "names": "en"}},
        },
        "2010",
        {"citizenship": "AD"},
        "2",
    ),
    (
        "eurostat_migr_pop1ctz_be",
        {
            "format": "csv",
            "period": "year",
            "value": "number of citizens in country",
            "filter": {"citizen": ["Andorra", "France"]},
            "dimensions": BY_COUNTRY,
        },
        "2015",
        {"citizenship": "FR"},
        "158767",
    ),
    (
        "eurostat_migr_resvalid_citizen_be",
        {
            "format": "csv",
            "period": "year",
            "value": "Migrants number",
            "filter": {"Country of citizenship": ["Andorra", "Brunei Darussalam"]},
            "dimensions": {
                "citizenship": {
                    "column": "Country of citizenship",
                    "names": "en",
                    "codes": {"Brunei Darussalam": "BN"},
                }
            },
        },
        "2008",
        {"citizenship": "AD"},
        "9",
    ),
    (
        "eurostat_migr_resvalid_reason_be",
        {
            "format": "csv",
            "period": "year",
            "value": "number_of_permits",
            "dimensions": {
                "reason": {
                    "column": "Reason",
                    "codes": {
                        "Education reasons": "EDU",
                        "Employment reasons": "EMP",
                        "Family reasons": "FAM",
                        "Other reason": "OTH",
                        "Refugee status": "REF",
                        "Subsidiary protection status": "SUB",
                    },
                }
            },
        },
        "2010",
        {"reason": "EDU"},
        "10929",
    ),
    ("eurostat_tps00170_firstpermits_be", LABELS, "2012", {}, "48484"),
    (
        "eurostat_tps00176_tps00177_be",
        {"format": "sdmx-csv", "filter": {"DATAFLOW": "ESTAT:TPS00176(1.0)", "agedef": "COMPLET"}},
        "2011",
        {},
        "147377",
    ),
    (
        "statbel_net_migration_bel",
        {"format": "csv", "period": "Year", "value": "Net Number of Migrants", "filter": {"Country ISO": "BEL"}},
        "1990",
        {},
        "8000",
    ),
    (
        "statbel_pop_nationality_munty_2009_2015",
        {
            "format": "csv",
            "period": "CD_YEAR",
            "value": "MS_POPULATION",
            "filter": {"CD_NATLTY": "ETR", "CD_MUNTY_REFNIS": ["11001", "11004"]},
            "sum": "true",
        },
        "2009",
        {},
        "707",
    ),
    (
        "unhcr_asylum_applications_bel",
        UNHCR
        | {
            "value": "applied",
            "filter": {"dec_level": "FI", "coo": ["AFG", "ALG"]},
            "dimensions": {"citizenship": {"column": "coo_iso"}},
        },
        "2000",
        {"citizenship": "DZ"},
        "807",
    ),
    (
        "unhcr_asylum_decisions_bel",
        UNHCR | {"filter": {"dec_level": "FI"}, "wide": {"columns": OUTCOMES, "dimension": "outcome"}},
        "2000",
        {"outcome": "recognised"},
        "1196",
    ),
    (
        "unhcr_demographics_bel",
        UNHCR
        | {
            "filter": {"pop_type": "ASY", "coo": "AFG"},
            "wide": {"columns": {"total": "T", "f_total": "F", "m_total": "M"}, "dimension": "sex"},
        },
        "2025",
        {"sex": "F"},
        "650",
    ),
    ("unhcr_population_bel", UNHCR | {"value": "refugees"}, "1951", {}, "55000"),
    ("unhcr_solutions_bel", UNHCR | {"value": "naturalisation"}, "2018", {}, None),
    (
        "wdi_remittances_paid_bel",
        {"format": "csv", "period": "time", "value": "bm_trf_pwkr_cd_dt"},
        "1975",
        {},
        "580808349.6",
    ),
]


@pytest.mark.skipif(not REAL.is_dir(), reason="the publishers' files don't stand beside the project")
@pytest.mark.parametrize(("name", "facts", "period", "codes", "value"), REAL_FILES, ids=lambda part: str(part)[:40])
def test_real_files(name: str, facts: dict[str, Any], period: str, codes: dict[str, str], value: str | None) -> None:
    figure = make_figure(bounds={"min": "-1000000", "max": "100000000000"}, dimensions={key: {} for key in codes})
    found = read(REAL / f"{name}.csv", real_content(), figure, **facts)
    seen = found[key_of(period, codes)]
    assert (None if seen.value is None else format(seen.value, "f")) == value


@pytest.mark.skipif(not REAL.is_dir(), reason="the publishers' files don't stand beside the project")
def test_every_real_table_is_tried() -> None:
    """All but two lists that are no series: texts with quotations, and identifiers of acts."""
    names = {path.stem for path in REAL.glob("*.csv")} - {"text_figures_be", "legal_identifiers_be"}
    assert names == {name for name, *_ in REAL_FILES}


@pytest.mark.skipif(not REAL.is_dir(), reason="the publishers' files don't stand beside the project")
def test_the_figures_that_say_where_their_file_is_get_from_it_what_they_have(tmp_path: Path) -> None:
    """A server on this machine gives Eurostat's file, which the site imported: nothing changes."""
    wanted = chosen(real_content(), (), None)
    assert [one.identifier for one in wanted] == ["emigration-eurostat", "immigration-eurostat"]
    data = (REAL / "eurostat_tps00176_tps00177_be.csv").read_bytes()
    with publishers() as playing:
        for one in wanted:
            path = urlsplit(one.mapping.request).path
            playing.plays(path, Played(data, headers={"ETag": '"1"'}))
            shelf = KeptFiles(tmp_path)
            kept, _ = shelf.get(playing.asker(), one.mapping, DAY)
            assert kept.sha256 == one.figure.vintages[-1].sha256
            found = observe(read_table(shelf.path(kept), one.mapping), one.figure, one.mapping, real_content())
            assert len(found) == one.figure.vintages[-1].observations
            assert not compare(one.figure, one.mapping, found, real_content()).differs
        assert all(asked.endswith("?format=SDMX-CSV") for asked, _ in playing.asked)
