#!/usr/bin/env python3
"""Writes the bundled observations to standard output.

    python3 Scripts/build-data.py SOURCE_FOLDER > Config/data/central-asia.csv      (make data SOURCES=...)

SOURCE_FOLDER holds third-party files as their publishers or carriers issued them (names in the steps below; the files are not
part of this repository). Beside this script lie facts entered by hand, one citation a row: public-facts.csv for what the
model weighs, tracked-facts.csv, if it is there, for entries that are only shown. Only the standard library of Python 3.9 or
later is needed: .xls and .xlsx are read here (xls(), xlsx()). The output depends on the inputs alone: no clock, no network,
no random order. What was checked against published totals, and what was left out or is not scored and why, is printed to
standard error; a check that fails ends the script.

Rules that hold for every row
  * Figures are the publisher's. The only arithmetic: change of scale (thousand USD -> USD), sums of published rows
    (totals, European Union), running counts of published openings, ratios where a publisher forbids the rows themselves.
  * A blank, "-" or "..." cell gives no row. A published 0 gives a row for the configured powers and is left out for others.
  * Rows of one (indicator, country, period, reporter) come from one table, its total (power WLD) included.
  * What is known to be wrong or to measure something else stays with status U, which is shown and not scored, and its reason.

What becomes of each file
  trade/kaz_bns_*.xls             trade_turnover: all partners; exports, imports: large ones; WLD from the total row, EUU = sum of
                                  members; the newest file wins where two have a year
  trade/kgz_nsc_*.xlsx            the same for Kyrgyzstan from 2000
  trade/uzb_siat_*.csv            the same for Uzbekistan; no total row: WLD = sum of all partners, EUU = sum of members
  trade/cow_trade_*.csv.gz        the same for all five, 2000-2014; WLD and EUU are sums; U where it changed what it counts;
                                  pair_trade_interdependence of Russia and China
  found-2026-11/hunt_unctad_*     trade of Turkmenistan in 2015 (reporter TKM_MIRROR: its partners' figures)
  trade/rus_fts_totals_*.xlsx     mirror_exports, mirror_imports: Russia's side
  trade/eurostat_comext_*.csv.gz  mirror_exports_eur: the European Union's side, euro (no conversion)
  trade/cia_*_shares.csv          export_share_reported, import_share_cia (top five partners, rounded)
  denominators/*                  gdp, population
  security/sipri_*                arms_share_10y: derived shares only, no delivery row is passed on
  energy/*_gas_pipeline_*         energy_route_share: derived shares only; Kazakhstan's are gas alone, so U
  security/overseas_military_*    bases_count at 2019
  security/un_idealpoints_*       un_vote_agreement, pair_un_vote_agreement
  security/cow_igo_v3_shared_*    shared_igo_count
  softpower/unesco_*destinations* students_abroad (without China: students_abroad_reported), with AidData's China figure added (reporter UIS_AIDDATA);
                                  there the powers outside the list of ten stand in the middle of what the list allows (E)
  softpower/aiddata_china_public* students in China, Confucius Institutes opened, visits, sister cities, media partnerships
  softpower/confucius_*.csv       Confucius Institutes in 2022; bri_mou_year.csv: bri_mou
  softpower/undesa_migrant_*      migrant_stock (cells of 0 left out: they also stand for "no data")
  found-2026-11/passport_index_*  visa_openness: points of both directions, changes of state in 53 snapshots
  softpower/cepii_geodist_*       contiguity, colonial_history
  finance/aiddata_*, gsdb_*, worldbank_bilateral_*   official_finance, loan_interest_rate, sanctions_intensity, remittances
  found-2026-11/hunt_official_*   official_debt, official_loans, official_grants by creditor and donor; official_finance_gdp
  found-2026-11/hunt_remittances_cgd_*   remittances (reporter CGD, a published model)
  *-facts.csv                     as written there; rows "_member:X" and plus_format_level also give igo_tie and shared_platforms
"""
import csv, gzip, io, json, os, re, struct, sys, zipfile
from collections import defaultdict
from decimal import Decimal as D, ROUND_HALF_EVEN
from xml.etree import ElementTree as ET

COUNTRIES = {"KAZ": "Kazakhstan", "KGZ": "Kyrgyzstan", "TJK": "Tajikistan", "TKM": "Turkmenistan", "UZB": "Uzbekistan"}
POWERS = {"RUS": "Russia", "CHN": "China", "USA": "United States", "EUU": "European Union", "TUR": "Turkey", "JPN": "Japan",
          "DEU": "Germany", "IND": "India", "IRN": "Iran", "KOR": "South Korea", "GBR": "United Kingdom"}
STATES = [p for p in POWERS if p != "EUU"]

# First and last calendar year a state is counted as a member of the European Union. The United Kingdom is left out in all
# years: it is a power of its own, and nothing may count for two powers (Germany is declared within the union instead).
EU = {m: (1900, 9999) for m in "AUT BEL DEU DNK ESP FIN FRA GRC IRL ITA LUX NLD PRT SWE".split()}
EU.update({m: (2004, 9999) for m in "CYP CZE EST HUN LTU LVA MLT POL SVK SVN".split()})
EU.update({"BGR": (2007, 9999), "ROU": (2007, 9999), "HRV": (2013, 9999)})


def members(year):
    return sorted(m for m, (a, b) in EU.items() if a <= year <= b)


def union_note(year, have=None):
    """What the row of the European Union adds up."""
    count = len(members(year))
    some = "the %d members" % count if have is None else "the members"
    return "sum of %s of that year" % some + (" apart from the United Kingdom" if year < 2020 else "") + ("" if have is None else " (%d of %d with a value)" % (have, count))


# ISO 3166-1 alpha-3 | M49 | COW code | names in the Kazakh table (Russian) | names in the Kyrgyz tables (English)
PARTNERS = """
ABW|533|||
AFG|004|700|афганистан|afghanistan
AGO|024|540|ангола|angola
AIA|660||ангилья (брит.)|anguilla
ALA|248||аландские острова|
ALB|008|339|албания|albania
AND|020|232|андорра|andorra
ARE|784|696|объединенные арабские эмираты|united arab emirates
ARG|032|160|аргентина|argentina
ARM|051|371|армения|armenia
ASM|016||американское самоа|eastern samoa
ATA|010|||
ATF|260||французкие южные территории;французские южные территории|
ATG|028|58|антигуа и барбуда|
AUS|036|900|австралия|australia
AUT|040|305|австрия|austria
AZE|031|373|азербайджан|azerbaijan
BDI|108|516|бурунди|burundi
BEL|056|211|бельгия|belgium
BEN|204|434|бенин|benin
BES|535|||
BFA|854|439|буркина-фасо|burkino faso
BGD|050|771|бангладеш|bangladesh
BGR|100|355|болгария|bulgaria
BHR|048|692|бахрейн|bahrain
BHS|044|31|багамы|bahamas
BIH|070|346|босния и герцеговина|bosnia and herzegovina
BLM|652||сен-бартелеми|
BLR|112|370|беларусь|belarus
BLZ|084|80|белиз|belize
BMU|060||бермуды|bermuda
BOL|068|145|боливия|bolivia
BRA|076|140|бразилия|brazil
BRB|052|53|барбадос|barbados
BRN|096|835|бруней-даруссалам|brunei;brunei darussalam
BTN|064|760|бутан|butane
BVT|074|||bouvet
BWA|072|571|ботсвана|bostwana;botswana
CAF|140|482|центрально-африканская республика|car
CAN|124|20|канада|canada
CCK|166||кокосовые (килинг) острова|coconut islands
CHE|756|225|швейцария|switzerland
CHL|152|155|чили|chile
CHN|156|710|китай|china
CIV|384|437|кот-д'ивуар|cote d'ivoire;côte d'ivoire
CMR|120|471|камерун|cameroon
COD|180|490|демократическая республика конго|zaire
COG|178|484|конго|congo
COK|184||острова кука (н.зел.)|
COL|170|100|колумбия|colombia
COM|174|581|коморские острова|
CPV|132|402|кабо-верде|
CRI|188|94|коста-рика|costa rica
CUB|192|40|куба|cuba
CUW|531||кюрасао|
CXR|162||остров рождества|
CYM|136||каймановы острова (брит.)|cayman islands
CYP|196|352|кипр|cyprus
CZE|203|316|чешская республика|czech republic
DEU|276|255|германия|germany
DJI|262|522|джибути|djibouti
DMA|212|54|доминика|dominica
DNK|208|390|дания|denmark
DOM|214|42|доминиканская республика|dominican republic
DZA|012|615|алжир|algeria
ECU|218|130|эквадор|ecuador
EGY|818|651|египет|egypt
ERI|232|531|эритрея|eritrea
ESH|732||западная сахара|
ESP|724|230|испания|spain
EST|233|366|эстония|estonia
ETH|231|530|эфиопия|ethiopia
FIN|246|375|финляндия|finland
FJI|242|950|фиджи|fiji
FLK|238||фолклендские острова (мальвинские)|
FRA|250|220|франция|france
FRO|234||фарерские острова|faroe islands
FSM|583|987|микронезия, федеративные штаты|
GAB|266|481|габон|gabon
GBR|826|200|соединенное королевство|great britain;great britain (united kingdom)
GEO|268|372|грузия|georgia
GGY|831||гернси|
GHA|288|452|гана|ghana
GIB|292||гибралтар (брит.)|gibraltar
GIN|324|438|гвинея|guinea
GLP|312||гваделупа|
GMB|270|420|гамбия|gambia
GNB|624|404||guinea-bissau
GNQ|226|411|экваториальная гвинея|equatorial guinea
GRC|300|350|греция|greece
GRD|308|55|гренада|grenada
GRL|304||гренландия|greenland
GTM|320|90|гватемала|guatemala
GUF|254||французская гвиана|
GUM|316||гуам (сша)|guam
GUY|328|110|гайана|guyana
HKG|344||гонконг|china (sar hong kong);sar-hong kong
HMD|334|||
HND|340|91|гондурас|honduras
HRV|191|344|хорватия|croatia
HTI|332|41|гаити|haiti
HUN|348|310|венгрия|hungary
IDN|360|850|индонезия|indonesia
IMN|833||остров мэн|
IND|356|750|индия|india
IOT|086||британская территория в индийском океане|
IRL|372|205|ирландия|ireland
IRN|364|630|иран, исламская республика|iran
IRQ|368|645|ирак, республика ирак|iraq
ISL|352|395|исландия|iceland
ISR|376|666|израиль|israel
ITA|380|325|италия|italy
JAM|388|51|ямайка|jamaica
JEY|832||джерси|
JOR|400|663|иордания|jordan
JPN|392|740|япония|japan
KAZ|398|705||kazakhstan
KEN|404|501|кения|kenya
KGZ|417|703|кыргызстан|
KHM|116|811|камбоджа|cambodia
KIR|296|946|кирибати|
KNA|659|60|сент-китс и невис|saint kitts and nevis
KOR|410|732|республика корея|the republic of korea
KWT|414|690|кувейт|kuwait
LAO|418|812|лаосская народно-демократическая республика|lao people's democratic republic
LBN|422|660|ливан|lebanon
LBR|430|450|либерия|liberia
LBY|434|620|ливия|libya;libyan arab jamahiriya
LCA|662|56|сент-люсия|
LIE|438|223|лихтенштейн|liechtenstein
LKA|144|780|шри-ланка|sri lanka
LSO|426|570|лесото|
LTU|440|368|литва|lithuania
LUX|442|212|люксембург|luxembourg
LVA|428|367|республика латвия|latvia
MAC|446|343|макао|macau (macau)
MAF|663|||
MAR|504|600|марокко|morocco
MCO|492|221|монако|monaco
MDA|498|359|молдова, республика|moldova
MDG|450|580|мадагаскар|madagascar
MDV|462|781|мальдивы|maldives
MEX|484|70|мексика|mexico
MHL|584|983|маршалловы острова|marshall islands
MKD|807||македония|macedonia;republic of macedonia
MLI|466|432|мали|mali
MLT|470|338|мальта|malta
MMR|104|775|мьянма|myanmar
MNE|499|341|черногория (монтенегро)|montenegro
MNG|496|712|монголия|mongolia
MNP|580||северные марианские острова|
MOZ|508|541|мозамбик|mozambique
MRT|478|435|мавритания|mauritania
MSR|500||монтсеррат|montserrat
MTQ|474||мартиника|
MUS|480|590|маврикий|mauritius
MWI|454|553|малави|malawi
MYS|458|820|малайзия|malaysia
MYT|175||майотта|
NAM|516|565|намибия|
NCL|540||новая каледония|new caledonia
NER|562|436|нигер|niger
NFK|574|||
NGA|566|475|нигерия|nigeria
NIC|558|93|никарагуа|nicaragua
NIU|570||ниуэ|
NLD|528|210|нидерланды|netherlands
NOR|578|385|норвегия|norway
NPL|524|790|непал|nepal
NRU|520|970|науру|nauru
NZL|554|920|новая зеландия|new zealand
OMN|512|698|оман|oman
PAK|586|770|пакистан|pakistan
PAN|591|95|панама|panama
PCN|612||питкерн|
PER|604|135|перу|peru
PHL|608|840|филиппины|philippines
PLW|585|986|палау|
PNG|598|910|папуа-новая гвинея|papua new guinea
POL|616|290|польша|poland
PRI|630||пуэрто-рико|puerto rico
PRK|408|731|корея, народно-демократическая республика|korea (dprk)
PRT|620|235|португалия|portugal
PRY|600|150|парагвай|paraguay
PSE|275||палестина, государство|
PYF|258||французская полинезия|
QAT|634|694|катар|qatar
REU|638||реюньон|
ROU|642|360|румыния|romania
RUS|643|365|россия|russia
RWA|646|517|руанда|rwanda
SAU|682|670|саудовская аравия|saudi arabia
SDN|729+736|625|судан|sudan
SEN|686|433|сенегал|senegal
SGP|702|830|сингапур|singapore
SGS|239||южн.джорджия и южн.сандвич.острова|
SHN|654||остров святой елены|
SJM|744|||
SLB|090|940|соломоновы острова|solomon islands
SLE|694|451|сьерра-леоне|sierra leone
SLV|222|92|сальвадор|el salvador;salvador
SMR|674|331|сан-марино|san marino
SOM|706|520|сомали|somalia
SPM|666|||
SRB|688||сербия|serbia
SSD|728|626|южный судан|
STP|678|403|сан-томе и принсипи|
SUR|740|115|суринам|suriname
SVK|703|317|словакия|slovakia
SVN|705|349|словения|slovenia
SWE|752|380|швеция|sweden
SWZ|748|572|свазиленд|swaziland
SXM|534|||
SYC|690|591|сейшелы|seychelles
SYR|760|652|сирийская арабская республика|syria
TCA|796||острова теркс и кайкос|
TCD|148|483|чад|chad
TGO|768|461|того|togo
THA|764|800|таиланд|thailand
TJK|762|702|таджикистан|tajikistan
TKL|772||токелау|tokelau
TKM|795|701|туркменистан|turkmenistan
TLS|626|860|тимор-лесте|timor-leste
TON|776|955||
TTO|780|52|тринидад и тобаго|trinidad and tobago
TUN|788|616|тунис|tunisia
TUR|792|640|турция|turkey
TUV|798|947|тувалу|
TWN|158|713|тайвань (китай)|taiwan;taiwan. china province
TZA|834|510|танзания, объединенная республика|tanzania
UGA|800|500|уганда|uganda
UKR|804|369|украина|ukraine
UMI|581||малые тихоокеан. отдален. острова сша;малые тихоокеан. отдаленные остроа сша;малые тихоокеан.отдален.ост-ва с.ш.|
URY|858|165|уругвай|uruguay
USA|840|2|соединенные штаты америки|usa
UZB|860|704|узбекистан|uzbekistan
VAT|336||ватикан, государство-город|
VCT|670|57|сент-винсент и гренадины|saint vincent and the grenadines
VEN|862|101|венесуэла|venezuela
VGB|092||виргинские острова (брит.)|british virgin islands
VIR|850||виргинские острова (сша);виргинские острова, сша|virgin islands, united states
VNM|704|816|вьетнам|vietnam
VUT|548|935||
WLF|876||уоллис и футуна|
WSM|882|990|самоа, независимое государство|
XKX||347||
YEM|887|679|йемен|yemen
ZAF|710|560|южная африка|south africa
ZMB|894|551|замбия|zambia
ZWE|716|552|зимбабве|zimbabwe
"""
M49, COW, RU_NAME, EN_NAME = {}, {}, {}, {}
for line in PARTNERS.strip().splitlines():
    iso, m49, cow, russian, english = line.split("|")
    for code in filter(None, m49.split("+")):
        M49[code] = iso
    if cow:
        COW[int(cow)] = iso
    for name in filter(None, russian.split(";")):
        RU_NAME[name] = iso
    for name in filter(None, english.split(";")):
        EN_NAME[name] = iso
ISO_COW = {iso: code for code, iso in COW.items()}

# Countries and years in which COW changed what it counts, with the reason for which they are not scored.
COW_BREAKS = {
    "KAZ": {2010: "the Customs Union ended customs declarations between KAZ and RUS, so most of that trade is missing",
            2011: "the Customs Union ended customs declarations between KAZ and RUS, so most of that trade is missing",
            2013: "trade with CHN is counted by China's reports, twice the country's own",
            2014: "trade with CHN is counted by China's reports, twice the country's own"},
    "TJK": {year: "trade with CHN is counted by China's reports, several times the country's own" for year in range(2011, 2015)},
}

HEADER = ["indicator", "power", "country", "period", "value", "unit", "status", "reporter", "released", "source", "note"]
rows = []
dropped = defaultdict(int)                                     # (step, reason) -> rows left out or not scored


def say(*words):
    print(*words, file=sys.stderr)


def drop(step, reason, count=1):
    dropped[step, reason] += count


def check(name, found, published, tolerance):
    """Compares a sum with its published total, both said; beyond the tolerance (a part of the total) the script ends."""
    difference = abs(D(found) - D(published)) / D(published)
    say("checked: %s: %s, published %s (%.3f %%)" % (name, text(found), text(published), difference * 100))
    if difference > D(str(tolerance)):
        sys.exit("%s differs by more than %s %%" % (name, tolerance * 100))


def emit(indicator, power, country, period, value, unit, reporter, source, note="", status="", released=""):
    rows.append([indicator, power, country, str(period), text(value), unit, status, reporter, released, source, note])


def text(value):
    """Plain decimal notation without exponent, sign of zero or trailing zeros."""
    if value is None:
        return ""
    value = D(repr(value)) if isinstance(value, float) else D(value)
    if value == 0:
        return "0"
    out = format(value, "f")
    return out.rstrip("0").rstrip(".") if "." in out else out


def quantum(value, step):
    return D(value).quantize(D(step), rounding=ROUND_HALF_EVEN)


def path(*parts):
    return os.path.join(ROOT, *parts)


def table(*parts):
    """Rows of a CSV file, gzip or not, as dictionaries."""
    name = path(*parts)
    handle = gzip.open(name, "rt", encoding="utf-8-sig", newline="") if name.endswith(".gz") else open(name, encoding="utf-8-sig", newline="")
    with handle:
        yield from csv.DictReader(handle)


def folded(name):
    return re.sub(r"\s+", " ", name).strip().lower()


# --- spreadsheets -----------------------------------------------------------------------------------------------------

def xlsx(name):
    """Sheets of an .xlsx file in order: list of (title, {(row, column): str or Decimal}), indices from 0."""
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    rel = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    with zipfile.ZipFile(name) as z:
        strings = []
        if "xl/sharedStrings.xml" in z.namelist():
            for si in ET.fromstring(z.read("xl/sharedStrings.xml")):
                strings.append("".join(t.text or "" for t in si.iter(main + "t")))
        targets = {r.get("Id"): r.get("Target") for r in ET.fromstring(z.read("xl/_rels/workbook.xml.rels"))}
        out = []
        for sheet in ET.fromstring(z.read("xl/workbook.xml")).iter(main + "sheet"):
            target = targets[sheet.get(rel)].lstrip("/")
            cells = {}
            for c in ET.fromstring(z.read(target if target.startswith("xl/") else "xl/" + target)).iter(main + "c"):
                v = c.find(main + "v")
                if v is None or v.text is None:
                    continue
                letters, row = re.match(r"([A-Z]+)(\d+)", c.get("r")).groups()
                column = 0
                for letter in letters:
                    column = column * 26 + ord(letter) - 64
                kind = c.get("t", "n")
                cells[int(row) - 1, column - 1] = strings[int(v.text)] if kind == "s" else v.text if kind in ("str", "e") else D(v.text)
            out.append((sheet.get("name"), cells))
        return out


def xls(name):
    """Sheets of a BIFF8 .xls file, same shape as xlsx()."""
    raw = open(name, "rb").read()
    shift, = struct.unpack_from("<H", raw, 0x1E)
    size = 1 << shift
    sector = lambda n: raw[(n + 1) * size:(n + 2) * size]
    difat = [n for n in struct.unpack_from("<109I", raw, 0x4C) if n < 0xFFFFFFFA]
    fat = [n for s in difat for n in struct.unpack("<%dI" % (size // 4), sector(s))]

    def chain(n):
        parts = []
        while n < 0xFFFFFFFA:
            parts.append(sector(n))
            n = fat[n]
        return b"".join(parts)

    directory = chain(struct.unpack_from("<I", raw, 0x30)[0])
    for at in range(0, len(directory), 128):
        length, = struct.unpack_from("<H", directory, at + 64)
        if directory[at:at + max(length - 2, 0)].decode("utf-16-le") in ("Workbook", "Book"):
            start, total = struct.unpack_from("<II", directory, at + 116)
            stream = chain(start)[:total]
            break
    records, at = [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        records.append((at, kind, stream[at + 4:at + 4 + length]))
        at += 4 + length

    def rk(n):
        value = struct.unpack("<d", struct.pack("<Q", (n & 0xFFFFFFFC) << 32))[0] if not n & 2 else float(struct.unpack("<i", struct.pack("<I", n))[0] >> 2)
        return value / 100 if n & 1 else value

    titles, strings, sheets, cells = {}, [], [], None
    for i, (at, kind, body) in enumerate(records):
        if kind == 0x85:
            wide = body[7] & 1
            titles[struct.unpack_from("<I", body)[0]] = body[8:].decode("utf-16-le" if wide else "latin-1")
        elif kind == 0xFC:
            chunks = [body]
            while records[i + 1][1] == 0x3C:
                i += 1
                chunks.append(records[i][2])
            strings = shared_strings(chunks)
        elif kind == 0x809:
            cells = {}
            if at in titles:
                sheets.append((titles[at], cells))
        elif kind == 0xFD:
            r, c, _, n = struct.unpack_from("<HHHI", body)
            cells[r, c] = strings[n]
        elif kind in (0x203, 0x06):
            r, c, _ = struct.unpack_from("<HHH", body)
            if kind == 0x203 or body[12:14] != b"\xff\xff":
                cells[r, c] = D(repr(struct.unpack_from("<d", body, 6)[0]))
        elif kind == 0x27E:
            r, c, _, n = struct.unpack_from("<HHHI", body)
            cells[r, c] = D(repr(rk(n)))
        elif kind == 0xBD:
            r, c = struct.unpack_from("<HH", body)
            for k in range((len(body) - 6) // 6):
                cells[r, c + k] = D(repr(rk(struct.unpack_from("<I", body, 6 + 6 * k)[0])))
    return sheets


def shared_strings(chunks):
    """Strings of an SST record and its CONTINUE records: characters that run over a boundary restate their width there."""
    count, = struct.unpack_from("<I", chunks[0], 4)
    chunk, at, out = 0, 8, []

    def take(n):
        nonlocal chunk, at
        got = b""
        while n:
            if at == len(chunks[chunk]):
                chunk, at = chunk + 1, 0
            part = chunks[chunk][at:at + n]
            got, at, n = got + part, at + len(part), n - len(part)
        return got

    for _ in range(count):
        length, flags = struct.unpack("<HB", take(3))
        runs = struct.unpack("<H", take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", take(4))[0] if flags & 4 else 0
        wide, value = flags & 1, ""
        while length:
            if at == len(chunks[chunk]):
                chunk, at = chunk + 1, 1
                wide = chunks[chunk][0] & 1
            n = min(length, (len(chunks[chunk]) - at) // (2 if wide else 1))
            value += take(n * 2).decode("utf-16-le") if wide else take(n).decode("latin-1")
            length -= n
        take(4 * runs + extra)
        out.append(value)
    return out


# --- trade ------------------------------------------------------------------------------------------------------------

def emit_trade(country, year, reporter, source, exports, imports, turnover=None, released="", notes={}, status="", both=False):
    """partner -> USD for each flow; turnover is summed unless the table publishes it.

    trade_turnover: every partner with a value above 0. exports and imports: the total, the configured powers, the five countries and
    whoever has at least 1 % of the flow. both: a partner whose other flow is missing has no turnover (elsewhere a dash means none).
    """
    if turnover is None:
        turnover = {}
        for partner in set(exports) | set(imports):
            a, b = exports.get(partner), imports.get(partner)
            if a is not None or b is not None:
                if not both or (a is not None and b is not None):
                    turnover[partner] = (a or D(0)) + (b or D(0))
    for indicator, values in (("exports", exports), ("imports", imports), ("trade_turnover", turnover)):
        total = values.get("WLD") or D(0)
        for partner, value in values.items():
            if value is None:
                continue
            kept = partner in POWERS or partner in COUNTRIES or partner == "WLD"
            if kept or (value > 0 and (indicator == "trade_turnover" or value * 100 >= total)):
                emit(indicator, partner, country, year, quantum(value, "0.01"), "USD", reporter, source, notes.get(partner, ""), status, released)


def number(cell):
    """A published number, or None for blanks and dashes."""
    if isinstance(cell, D):
        return cell
    return None


def kazakhstan():
    tables = {}
    for file_year in range(2019, 2024):                       # later files overwrite: newest vintage of each year
        for title, cells in xls(path("trade", "kaz_bns_trade_by_country_%d.xls" % file_year)):
            match = re.search(r"(20\d\d)", title)
            if match:
                tables[int(match.group(1))] = (file_year, cells)
    for year, (file_year, cells) in sorted(tables.items()):
        exports, imports, turnover, notes = {}, {}, {}, {}
        last = max(r for r, _ in cells)
        for r in range(last + 1):
            label = cells.get((r, 0))
            if not isinstance(label, str):
                continue
            label = folded(label)
            partner = "WLD" if label.startswith("всего") else RU_NAME.get(label)
            if partner and ((r, 1) in cells) and partner not in exports:
                for values, column in ((turnover, 1), (exports, 3), (imports, 5)):
                    cell = number(cells.get((r, column)))
                    values[partner] = cell * 1000 if cell is not None else None
        for name, values in (("turnover", turnover), ("exports", exports), ("imports", imports)):
            partners = sum((v for p, v in values.items() if p != "WLD" and v is not None), D(0))
            check("KAZ %d %s, sum of the partners" % (year, name), partners, values["WLD"], 0.005)
        check("KAZ %d exports + imports" % year, exports["WLD"] + imports["WLD"], turnover["WLD"], 0.0001)
        for values in (turnover, exports, imports):             # the table's own EU row holds the United Kingdom until 2022
            values["EUU"] = sum((values[m] for m in members(year) if values.get(m) is not None), D(0))
        notes["EUU"] = union_note(year)
        source = "Bureau of National Statistics of Kazakhstan, foreign trade by country, %d (file of the %d edition)" % (year, file_year)
        emit_trade("KAZ", year, "KAZ_BNS", source, exports, imports, turnover, {2023: "2024-07-25"}.get(file_year, ""), notes)


def kyrgyzstan():
    flows, status = {}, {}
    for indicator, name in (("exports", "kgz_nsc_4.03.00.18_exports_by_country.xlsx"), ("imports", "kgz_nsc_4.03.00.20_imports_by_country.xlsx")):
        cells = xlsx(path("trade", name))[0][1]
        head = next(r for r in range(6) if "1994" in text_cell(cells.get((r, 3))))
        years = {}
        for (r, c), cell in cells.items():
            if r == head and re.match(r"(20\d\d)", text_cell(cell)):
                years[c] = int(text_cell(cell)[:4])
        for c, year in sorted(years.items()):
            values = {}
            for r in range(head + 1, max(r for r, _ in cells) + 1):
                label = cells.get((r, 2))
                if not isinstance(label, str):
                    continue
                label = folded(label)
                partner = "WLD" if label == "total" else EN_NAME.get(label)
                if partner and partner not in values:
                    cell = number(cells.get((r, c)))
                    if cell is not None:
                        values[partner] = cell * 1000
            if text_cell(cells[head, c]) != str(year):
                status[year] = "P"                             # the heading carries a footnote: preliminary
            partners = sum((v for p, v in values.items() if p != "WLD"), D(0))
            if indicator == "exports" and year in (2008, 2009, 2011, 2012, 2013, 2021):
                drop("KGZ_NSC", "%.1f %% of the exports of %d (gold) are in the total and in no partner's row" % (100 - partners * 100 / values["WLD"], year))
                assert partners < values["WLD"]
            else:
                check("KGZ %d %s, sum of the partners" % (year, indicator), partners, values["WLD"], 0.02)
            # The table's own EU row is not used: some years hold later members, or the United Kingdom, or fewer than its members.
            values["EUU"] = sum((values[m] for m in members(year) if m in values), D(0))
            flows[indicator, year] = values
    source = "National Statistical Committee of the Kyrgyz Republic, tables 4.03.00.18 and 4.03.00.20"
    for year in sorted(y for i, y in flows if i == "exports"):
        emit_trade("KGZ", year, "KGZ_NSC", source, flows["exports", year], flows["imports", year], notes={"EUU": union_note(year)}, status=status.get(year, ""))


def text_cell(cell):
    return "" if cell is None else text(cell) if isinstance(cell, D) else cell.strip()


def uzbekistan():
    flows = {}
    for indicator, name in (("exports", "uzb_siat_exports_by_country_sdmx_data_1105.csv"), ("imports", "uzb_siat_imports_by_country_sdmx_data_1176.csv")):
        lines = list(table("trade", name))
        for year in range(2010, 2024):
            values = defaultdict(D)
            for line in lines:
                if line[str(year)].strip():
                    value = D(line[str(year)]) * 1000
                    values["WLD"] += value
                    code = line["Code"].strip()
                    if code in M49:
                        values[M49[code]] += value
                    elif value:
                        drop("UZB_STAT", "rows of no country (other countries, mostly gold) count in the total alone")
            values["EUU"] = sum((values[m] for m in members(year) if m in values), D(0))
            flows[indicator, year] = values
    source = "Statistics Agency of Uzbekistan, stat.uz tables 1105 and 1176"
    for year in range(2010, 2024):
        notes = {"WLD": "the table has no total: sum of all its partners", "EUU": union_note(year)}
        emit_trade("UZB", year, "UZB_STAT", source, flows["exports", year], flows["imports", year], notes=notes)


def correlates_of_war():
    hosts = {ISO_COW[c]: c for c in COUNTRIES}
    flows = {"imports": defaultdict(dict), "exports": defaultdict(dict)}
    pair, all_trade = {}, defaultdict(D)                       # trade of Russia and China with each other, and with everyone
    for line in table("trade", "cow_trade_v4_dyadic_1870_2014.csv.gz"):
        a, b, year = int(float(line["ccode1"])), int(float(line["ccode2"])), int(float(line["year"]))
        if year < 2000:
            continue
        both = [D(v) for v in (line["flow1"], line["flow2"]) if v not in ("", "NA") and float(v) >= 0]
        for state in {a, b} & {ISO_COW["RUS"], ISO_COW["CHN"]}:
            all_trade[state, year] += sum(both, D(0))
        if {a, b} == {ISO_COW["RUS"], ISO_COW["CHN"]}:
            pair[year] = sum(both, D(0))
        if not (a in hosts or b in hosts):
            continue
        for host, other, bought, sold in ((a, b, line["flow1"], line["flow2"]), (b, a, line["flow2"], line["flow1"])):
            if host in hosts:
                for indicator, flow in (("imports", bought), ("exports", sold)):
                    if flow not in ("", "NA") and float(flow) >= 0:
                        flows[indicator][hosts[host], year][other] = D(flow) * 1000000
    # Off by 1000: exports of Tajikistan to Algeria in 2009 are 1,746 million USD there, 64 % of all, in no other year any.
    algeria, where = ISO_COW["DZA"], ("TJK", 2009)
    assert flows["exports"][where][algeria] == 1746 * 1000000
    flows["exports"][where][algeria] /= 1000
    drop("COW", "TJK exports to DZA in 2009 are off by 1000: 1.746 million USD taken", 1)
    source = "Correlates of War, Dyadic Trade v4.0 (Barbieri, Keshk, Pollins 2009)"
    for year in sorted(pair):
        shares = [pair[year] * 100 / all_trade[ISO_COW[state], year] for state in ("RUS", "CHN")]
        emit("pair_trade_interdependence", "CHN+RUS", "", year, quantum(sum(shares) / 2, "0.01"), "percent", "COW", source,
             "mean of the share in Russia's trade and the share in China's")
    for country, year in sorted(flows["exports"]):
        out, notes = {}, {}
        for indicator in ("exports", "imports"):
            partners = flows[indicator][country, year]
            values = out[indicator] = {COW[code]: value for code, value in sorted(partners.items()) if code in COW}
            values["WLD"] = sum(partners.values(), D(0))
            have = [m for m in members(year) if m in values]
            if have:
                values["EUU"] = sum((values[m] for m in have), D(0))
            notes = {"WLD": "sum over all partners with a value", "EUU": union_note(year, len(have))}
        if where == (country, year):
            notes["DZA"] = "off by 1000 at the source"
        reason = COW_BREAKS.get(country, {}).get(year)
        if reason:                                             # the reason stands with the total, for all rows of the table
            notes["WLD"] = "U, not scored: " + reason
        before = len(rows)
        emit_trade(country, year, "COW", source, out["exports"], out["imports"], notes=notes, status="U" if reason else "", both=True)
        if reason:
            drop("COW", "%s %d not scored: %s" % (country, year, reason), len(rows) - before)


def unctad():
    """Turkmenistan publishes no table of partners: for 2015 its exports, and its partners' exports to it, as scaled by UNCTAD."""
    values = {(x["indicator"], x["power"]): D(x["value"]) for x in table("found-2026-11", "hunt_unctad_trade_matrix_2015.csv") if x["country"] == "TKM"}
    source = "UNCTAD, Merchandise Trade Matrix, 2015, exports by exporter"
    for power in list(POWERS) + ["WLD"]:
        bought, sold = values["imports", power], values["exports", power]
        emit("trade_turnover", power, "TKM", 2015, bought + sold, "USD", "TKM_MIRROR", source, "exports of the country and the partner's exports to it, scaled by UNCTAD", "E")
        emit("imports", power, "TKM", 2015, bought, "USD", "TKM_MIRROR", source, "the partner's exports, scaled by UNCTAD", "E")
    inside = sum(values["imports", p] for p in POWERS if p != "DEU")
    assert inside < values["imports", "WLD"]


def mirrors():
    names = {"казахстан": "KAZ", "киргизия": "KGZ", "таджикистан": "TJK", "узбекистан": "UZB"}
    source = "Federal Customs Service of Russia, totals of foreign trade 1994-2021"
    for title, cells in xlsx(path("trade", "rus_fts_totals_cis_1994_2021_94itog.xlsx")):
        if not re.fullmatch(r"20\d\d", title.strip()):
            continue
        indicator = None
        for r in range(max(r for r, _ in cells) + 1):
            label, cell = cells.get((r, 0)), cells.get((r, 1))
            label = folded(label) if isinstance(label, str) else ""
            if label.startswith("экспорт"):
                indicator = "mirror_exports"
            elif label.startswith("импорт"):
                indicator = "mirror_imports"
            if label in names and isinstance(cell, D):
                emit(indicator, "RUS", names[label], title.strip(), quantum(cell * 1000000, "1"), "USD", "RUS_FTS", source)
    partners = {"Kazakhstan": "KAZ", "Kyrgyzstan": "KGZ", "Kyrgyz, Republic": "KGZ", "Kyrgyz Republic": "KGZ", "Tajikistan": "TJK", "Turkmenistan": "TKM", "Uzbekistan": "UZB",
                "Kirghizistan": "KGZ", "Kirghizstan": "KGZ", "Tadjikistan": "TJK", "Turkménistan": "TKM", "Ouzbékistan": "UZB", "Kirghizie": "KGZ"}
    seen = set()
    for line in table("trade", "eurostat_comext_eu27_exports_by_partner_2010_2023.csv.gz"):
        name = re.sub(r"^[A-Z]{2}-", "", line["PARTNER"]).strip()
        name = re.sub(r"\s*\(.*\)$", "", name)
        if name in partners and line["PRODUCT"].upper().startswith("TOTAL"):
            year = re.findall(r"(20\d\d)", line["PERIOD"])[-1]   # "201952-Jan.-Dec. 2019" and the French "Jan.-Déc. 2016"
            key = (partners[name], year)
            if key not in seen:
                seen.add(key)
                emit("mirror_exports_eur", "EUU", key[0], year, quantum(line["VALUE_IN_EUR"], "1"), "EUR", "EUROSTAT", "Eurostat Comext, EU27_2020 exports by partner")
    iso = {v: k for k, v in POWERS.items()}
    iso.update({"UK": "GBR", "USA": "USA", "S. Korea": "KOR"})
    iso.update({v: k for k, v in COUNTRIES.items()})
    for line in table("trade", "cia_factbook_top5_trade_partner_shares.csv"):
        for country, name in COUNTRIES.items():
            if line["name"] == name and line["partner"] in iso:
                emit({"import": "import_share_cia", "export": "export_share_reported"}[line["flow"]], iso[line["partner"]], country, line["year"], line["share_percent"], "percent", "CIA",
                     "CIA World Factbook, %ss - partners" % line["flow"], "rounded; top five partners only")


# --- denominators -----------------------------------------------------------------------------------------------------

def denominators():
    for indicator, name, unit in (("gdp", "worldbank_gdp_current_usd.csv.gz", "USD"), ("population", "worldbank_population.csv.gz", "persons")):
        code = {"gdp": "NY.GDP.MKTP.CD", "population": "SP.POP.TOTL"}[indicator]
        for line in table("denominators", name):
            if line["Country Code"] in COUNTRIES and int(line["Year"]) >= 2000 and line["Value"]:
                emit(indicator, "", line["Country Code"], line["Year"], quantum(line["Value"], "1"), unit, "WB", "World Bank, World Development Indicators, " + code)
    place = {(r[0], r[2], r[3], r[7]): n for n, r in enumerate(rows) if r[0] == "gdp"}
    for fact in FACTS:                                         # a later vintage
        if fact["indicator"] == "gdp":
            key = "gdp", fact["country"], fact["period"], fact["reporter"]
            if key in place:
                drop("gdp", "%s %s: %s replaced by %s of a later vintage" % (key[1], key[2], rows[place[key]][4], fact["value"]))
                rows[place[key]] = [fact[k] for k in HEADER]
            else:
                rows.append([fact[k] for k in HEADER])


# --- security ---------------------------------------------------------------------------------------------------------

def arms():
    supplier = {"Russia": "RUS", "China": "CHN", "United States": "USA", "Turkiye": "TUR", "Türkiye": "TUR", "Turkey": "TUR", "Japan": "JPN", "Germany": "DEU", "India": "IND",
                "Iran": "IRN", "South Korea": "KOR", "United Kingdom": "GBR", "Austria": "AUT", "Belgium": "BEL", "Denmark": "DNK", "Spain": "ESP", "Finland": "FIN", "France": "FRA",
                "Greece": "GRC", "Ireland": "IRL", "Italy": "ITA", "Luxembourg": "LUX", "Netherlands": "NLD", "Portugal": "PRT", "Sweden": "SWE", "Cyprus": "CYP",
                "Czechia": "CZE", "Estonia": "EST", "Hungary": "HUN", "Lithuania": "LTU", "Latvia": "LVA", "Malta": "MLT", "Poland": "POL", "Slovakia": "SVK",
                "Slovenia": "SVN", "Bulgaria": "BGR", "Romania": "ROU", "Croatia": "HRV"}
    iso = {v: k for k, v in COUNTRIES.items()}

    def ledger(deliveries):
        out = defaultdict(lambda: defaultdict(D))
        for seller, buyer, year, value in deliveries:
            if buyer in iso:
                sellers = [supplier.get(seller, "other:" + seller)]
                if sellers[0] in EU and EU[sellers[0]][0] <= year <= EU[sellers[0]][1]:
                    sellers.append("EUU")
                for s in sellers + ["WLD"]:
                    out[iso[buyer], year][s] += value
        return out

    def register():
        with gzip.open(path("security", "sipri_trade_register_1995_2025.csv.gz"), "rt", encoding="utf-8-sig", newline="") as handle:
            lines = list(csv.reader(handle))
        head = next(i for i, line in enumerate(lines) if line and line[0] == "SIPRI AT Database ID")
        names = [n.rstrip(";") for n in lines[head]]
        s, b, y, v = (names.index(n) for n in ("Supplier", "Recipient", "Delivery year", "TIV delivery values"))
        for line in lines[head + 1:]:
            if len(line) > v:
                yield line[s], line[b], int(line[y]), D(line[v])

    def tiv():
        for line in table("security", "sipri_tiv_dyadic_1950_2021.csv.gz"):
            yield line["supplier"], line["recipient"], int(line["year"]), D(line["value"])

    new, old = ledger(register()), ledger(tiv())
    for end in range(2001, 2025):
        first = end - 9
        source, data = (("SIPRI Arms Transfers Database, trade register of 12 Feb 2026", new) if first >= 1995 else ("SIPRI Arms Transfers Database, TIV tables of 28 Jul 2022", old))
        for country in COUNTRIES:
            sums = defaultdict(D)
            for year in range(first, end + 1):
                for s, value in data.get((country, year), {}).items():
                    sums[s] += value
            for power in POWERS:
                period = "%d-01-01/P10Y" % first
                if sums["WLD"] < 20:
                    emit("arms_share_10y", power, country, period, None, "percent", "SIPRI", source, "fewer than 20 million TIV delivered in the ten years: no share", "M")
                else:
                    emit("arms_share_10y", power, country, period, quantum(sums[power] * 100 / sums["WLD"], "0.01"), "percent", "SIPRI", source,
                         "derived share of TIV delivered %d-%d" % (first, end) + ("" if sums[power] else "; no delivery in the register"))


def bases():
    names = {"KAZ": "Kazakhstan", "KGZ": "Kyrgyzstan", "TJK": "Tajikistan", "TKM": "Turkmenistan", "UZB": "Uzbekistan"}
    listed = {(line["country"], line["overseas_base"]): line["base_name"] for line in table("security", "overseas_military_bases_wikipedia_2019.csv")}
    source = "Wikipedia, List of countries with overseas military bases, 2019"
    for power in STATES:
        for country, name in names.items():
            entry = next((v for (owner, host), v in listed.items() if host == name and owner.replace("United States of America", "United States") == POWERS[power]), None)
            note = "not in the list" if entry is None else entry
            if entry and power in ("CHN", "IND"):
                note += "; reported, not confirmed by the governments"
            if entry and power == "IND":
                note += "; the press of 2025 places it at Ayni from about 2008"
            emit("bases_count", power, country, 2019, 0 if entry is None else len(entry.split(",")), "bases", "WIKIPEDIA", source, note)


def united_nations():
    column = {"RUS": "RUSSAgree", "CHN": "ChinaAgree", "USA": "USAgree", "IND": "IndiaAgree"}
    source = "Bailey, Strezhnev, Voeten, United Nations General Assembly voting, file of June 2024"
    for line in table("security", "un_idealpoints_agreement_sessions_1_78_Jun2024.csv.gz"):
        year = 1945 + int(line["session"])
        if year < 2000:
            continue
        note = "session %s, which opened in %d" % (line["session"], year)
        if line["iso3c"] in COUNTRIES:
            for power, name in column.items():
                if line[name] not in ("", "NA"):
                    emit("un_vote_agreement", power, line["iso3c"], year, quantum(D(line[name]) * 100, "0.01"), "percent", "UNGA", source, note)
        if line["iso3c"] == "CHN" and line["RUSSAgree"] not in ("", "NA"):
            emit("pair_un_vote_agreement", "CHN+RUS", "", year, quantum(D(line["RUSSAgree"]) * 100, "0.01"), "percent", "UNGA", source, note)
    hosts = {ISO_COW[c]: c for c in COUNTRIES}
    for line in table("security", "cow_igo_v3_shared_count_1816_2014.csv.gz"):
        a, b, year = int(line["ccode1"]), int(line["ccode2"]), int(line["year"])
        if a in hosts:
            a, b = b, a
        if b in hosts and COW.get(a) in STATES and year >= 2000 and line["dyadigos"] not in ("", "NA"):
            emit("shared_igo_count", COW[a], hosts[b], year, line["dyadigos"], "organisations", "COW", "Correlates of War, Intergovernmental Organizations v3 (Pevehouse et al. 2020)")


# --- energy -----------------------------------------------------------------------------------------------------------

def energy():
    files = {2021: ("bp2022_gas_pipeline_trade_2021_bcm.csv", "bp Statistical Review of World Energy 2022, gas by pipeline"),
             2022: ("ei2023_gas_pipeline_trade_2022_bcm.csv", "Energy Institute Statistical Review of World Energy 2023, gas by pipeline"),
             2023: ("ei2024_gas_pipeline_trade_2023_bcm.csv", "Energy Institute Statistical Review of World Energy 2024, gas by pipeline")}
    origin = {"KAZ": "Kazakhstan", "TKM": "Turkmenistan", "UZB": "Uzbekistan"}
    # The table names buyers only where there is trade; a power inside a region whose row is 0 bought nothing.
    row_of = {"RUS": "Russian Federation", "CHN": "China", "USA": "North America", "EUU": "Europe", "DEU": "Europe", "GBR": "Europe", "TUR": "Europe", "IRN": "Middle East"}
    for year, (name, source) in files.items():
        with open(path("energy", name), encoding="utf-8-sig", newline="") as handle:
            lines = list(csv.reader(handle))
        head = next(line for line in lines if line and line[0] == "To")
        grid = {line[0]: dict(zip(head[1:], line[1:])) for line in lines if line}
        value = lambda to, frm: D(0) if grid[to][frm] in ("-", "†") else D(grid[to][frm])
        for country, frm in origin.items():
            total = value("Total exports", frm)
            for power in POWERS:
                if power in row_of:
                    amount = value(row_of[power], frm)
                    if amount and power not in ("RUS", "CHN"):
                        continue                               # a region's sum is not the power's
                else:                                          # JPN, IND, KOR: Asia Pacific apart from China
                    amount = value("Asia Pacific", frm) - value("China", frm)
                    if abs(amount) > D("0.000001"):
                        continue
                    amount = D(0)
                if country == "UZB" and total < 2:
                    emit("energy_route_share", power, country, year, None, "percent", "EI", source,
                         "exports under 2 bcm, of which a share says little: cannot exist", "M")
                elif country == "KAZ":                         # nine tenths of what it exports is oil: KAZ_ENERGY among the facts
                    emit("energy_route_share", power, country, year, quantum(amount * 100 / total, "0.01"), "percent", "EI", source,
                         "derived share of pipeline gas exports by buyer; U: oil, nine tenths of the exports, is not in it", "U")
                    drop("energy", "KAZ not scored: pipeline gas alone")
                else:
                    emit("energy_route_share", power, country, year, quantum(amount * 100 / total, "0.01"), "percent", "EI", source,
                         "derived share of pipeline gas exports by buyer")
        for country in ("KGZ", "TJK"):
            for power in POWERS:
                if year == 2021:
                    emit("energy_route_share", power, country, "2000-01-01", None, "percent", "EI", source, "no pipeline gas exports: cannot exist", "M")
    # A power that none of the listed routes enters first has none of the oil. In 2009 and 2013 what left by the Caspian Sea
    # is not divided between Russia, Iran and Baku-Ceyhan (Turkey), so those two stay unknown.
    listed = defaultdict(dict)
    for fact in FACTS:
        if fact["indicator"] == "energy_route_share" and fact["reporter"] == "KAZ_ENERGY":
            listed[fact["period"]][fact["power"]] = fact
    for period, facts in sorted(listed.items()):
        known = sum(D(fact["value"]) for fact in facts.values())
        say("checked: KAZ oil %s by first route: %s %% of the exports attributed" % (period, text(known)))
        assert known <= 100
        for power in POWERS:
            if power not in facts and (known > 99 or power not in ("TUR", "IRN")):
                emit("energy_route_share", power, "KAZ", period, 0, "percent", "KAZ_ENERGY", facts["RUS"]["source"], "on none of the routes listed", "E")


# --- soft power -------------------------------------------------------------------------------------------------------

def students():
    iso = {v: k for k, v in POWERS.items()}
    iso.update({"Republic of Korea": "KOR"})
    iso.update({v: k for k, v in COUNTRIES.items()})
    china = {}
    for line in table("softpower", "aiddata_china_public_diplomacy_v2_2000_2018.csv"):
        if line["inbound_students_to_china"] != "N/A":
            china[line["receiving_country"], int(line["year"])] = (D(line["inbound_students_to_china"]), "AidData, China's Public Diplomacy v2.0")
    for country, name in COUNTRIES.items():
        for fact in FACTS:
            if fact["indicator"] == "_students_in_china" and fact["country"] == country:
                china[name, int(fact["period"])] = (D(fact["value"]), fact["source"])
    data = defaultdict(dict)
    for line in table("softpower", "unesco_students_top10_destinations_by_origin_1998_2021.csv.gz"):
        data[line["origin_country_name"], int(line["year"])][line["dest_country_lumped"]] = D(line["value_lumped"])
    unit, uis = "students", "UNESCO Institute for Statistics, internationally mobile degree students"
    for country, name in COUNTRIES.items():
        for year in range(2000, 2022):
            found = data.get((name, year), {})
            if "Russia" not in found:
                continue                                       # the largest destination did not report: the total would be false
            total = sum(found.values(), D(0))
            sets = [("students_abroad_reported", "UIS", uis, {}, total)]
            if (name, year) in china:
                n, other = china[name, year]
                sets = [("students_abroad", "UIS_AIDDATA", uis + "; students in China: " + other, {"CHN": n}, total + n)]
            else:
                drop("students", "tables without a count of the students in China are shown and not scored")
            for indicator, reporter, source, more, whole in sets:
                emit(indicator, "WLD", country, year, quantum(whole, "0.001"), unit, reporter, source, "sum of the published destinations" + (" and China (China does not report to UNESCO)" if more else ", China not among them"))
                for destination, value in found.items():
                    if destination in iso:
                        emit(indicator, iso[destination], country, year, value, unit, reporter, source)
                for power, value in more.items():
                    emit(indicator, power, country, year, value, unit, reporter, source, "all students in China, degree or not")
                if more:
                    beyond_the_list(country, year, {iso.get(k, k): v for k, v in found.items()}, whole)


def beyond_the_list(country, year, found, total):
    """Powers that are not among the ten largest destinations have between none and as many students as the tenth; the union
    has those of its listed members and at most the remainder besides. They stand in the middle, where that is within 2 % of all
    students of the truth (the union: within 5 %).
    """
    source = "UNESCO Institute for Statistics, the ten largest destinations and the remainder"
    listed = {k: v for k, v in found.items() if k != "Other countries"}
    rest, tenth = found.get("Other countries", D(0)), min(listed.values())
    if len(listed) < 10:
        tenth = rest
    for power in STATES:
        if power not in listed and power != "CHN":
            if min(tenth, rest) * 100 <= 4 * total:
                emit("students_abroad", power, country, year, quantum(min(tenth, rest) / 2, "1"), "students", "UIS_AIDDATA", source,
                     "not among the ten largest destinations: between 0 and %s, the middle" % quantum(min(tenth, rest), "1"), "E")
            else:
                drop("students", "powers outside the list of ten, not known to 2 % of all students")
    names = {"Czechia": "CZE", "Austria": "AUT", "Belgium": "BEL", "Denmark": "DNK", "Spain": "ESP", "Finland": "FIN", "France": "FRA", "Greece": "GRC",
             "Ireland": "IRL", "Italy": "ITA", "Luxembourg": "LUX", "Netherlands": "NLD", "Portugal": "PRT", "Sweden": "SWE", "Cyprus": "CYP", "Estonia": "EST",
             "Hungary": "HUN", "Lithuania": "LTU", "Latvia": "LVA", "Malta": "MLT", "Poland": "POL", "Slovakia": "SVK", "Slovenia": "SVN", "Bulgaria": "BGR",
             "Romania": "ROU", "Croatia": "HRV", "DEU": "DEU"}
    inside = sum((v for k, v in listed.items() if names.get(k) in members(year)), D(0))
    if rest * 100 <= 10 * total:
        emit("students_abroad", "EUU", country, year, quantum(inside + rest / 2, "1"), "students", "UIS_AIDDATA", source,
             "members among the ten largest: %s; all members: at most %s; the middle" % (quantum(inside, "1"), quantum(inside + rest, "1")), "E")
    else:
        drop("students", "the union, not known to 5 % of all students")


def aiddata():
    source = "AidData, China's Public Diplomacy v2.0"
    names = {v: k for k, v in COUNTRIES.items()}
    count = defaultdict(int)
    for line in sorted(table("softpower", "aiddata_china_public_diplomacy_v2_2000_2018.csv"), key=lambda x: (x["receiving_country"], int(x["year"]))):
        country = names.get(line["receiving_country"])
        if not country:
            continue
        count[country] += int(line["confucius_institutes"])
        for indicator in ("confucius_institutes", "culture_centres"):
            emit(indicator, "CHN", country, line["year"], count[country], "institutes" if indicator == "confucius_institutes" else "centres", "AIDDATA", source,
                 "Confucius Institutes opened since 2000, running count")
        for indicator, column, unit in (("government_visits", "government_visits", "visits"), ("military_visits", "military_visits", "visits"),
                                        ("sister_cities", "sister_cities_established", "agreements"), ("media_partnerships", "media_partnerships", "partnerships")):
            if line[column] != "N/A":
                emit(indicator, "CHN", country, line["year"], line[column], unit, "AIDDATA", source)
    listed = defaultdict(int)
    for line in table("softpower", "confucius_institutes_2022.csv"):
        listed[line["country"]] += 1
    for country, name in COUNTRIES.items():
        for indicator in ("confucius_institutes", "culture_centres"):
            emit(indicator, "CHN", country, "2022-04", listed[name], "institutes" if indicator == "confucius_institutes" else "centres", "BRIDASH",
                 "LAS-NCSU bridash, list of Confucius Institutes (DigMandarin 2021, checked April 2022)", "the list's open/closed column is unreliable and not used")
    for line in table("softpower", "bri_mou_year.csv"):
        if line["name"] in names and line["bri_partner"]:
            emit("bri_mou", "CHN", names[line["name"]], line["bri_partner"], 1, "signed", "BRIDASH", "LAS-NCSU bridash, year of the Belt and Road memorandum")
    sums = defaultdict(D)
    for line in table("finance", "aiddata_china_financial_diplomacy_projects_2000_2017.csv.gz"):
        country = line["recipient_iso3"] if line["recipient_iso3"] in COUNTRIES else None
        amount = line.get("usd_current") or ""
        if country and amount not in ("", "NA"):
            sums[country, line["year"]] += D(amount)
    for (country, year), value in sums.items():
        emit("official_finance", "CHN", country, year, quantum(value, "1"), "USD", "AIDDATA", source + ", financial projects",
             "sum of commitments with an amount, planned projects included; current USD")
    for line in table("finance", "aiddata_gcdf_v3_country_commitments_2000_2021.csv"):
        if line["iso3c"] in COUNTRIES:
            src = "AidData, Global Chinese Development Finance v3.0"
            emit("official_finance_total", "CHN", line["iso3c"], "2000-01-01/P22Y", quantum(D(line["total_commitments_bn"]) * 1000000000, "1"), "USD_2021", "AIDDATA", src, "commitments 2000-2021, constant 2021 USD")
            emit("loan_interest_rate", "CHN", line["iso3c"], "2000-01-01/P22Y", quantum(line["weighted_interest_rate"], "0.0001"), "percent", "AIDDATA", src, "weighted mean of loans 2000-2021")


def migrants():
    place = {"Russian Federation": "RUS", "China": "CHN", "United States of America": "USA", "Turkey": "TUR", "Japan": "JPN", "Germany": "DEU", "India": "IND",
             "Iran (Islamic Republic of)": "IRN", "Republic of Korea": "KOR", "United Kingdom": "GBR"}
    eu = {"Austria": "AUT", "Belgium": "BEL", "Denmark": "DNK", "Spain": "ESP", "Finland": "FIN", "France": "FRA", "Greece": "GRC", "Ireland": "IRL", "Italy": "ITA",
          "Luxembourg": "LUX", "Netherlands": "NLD", "Portugal": "PRT", "Sweden": "SWE", "Cyprus": "CYP", "Czechia": "CZE", "Estonia": "EST", "Hungary": "HUN", "Lithuania": "LTU",
          "Latvia": "LVA", "Malta": "MLT", "Poland": "POL", "Slovakia": "SVK", "Slovenia": "SVN", "Bulgaria": "BGR", "Romania": "ROU", "Croatia": "HRV", "Germany": "DEU"}
    source, union = "UN DESA, International Migrant Stock 2019", defaultdict(D)
    for line in table("softpower", "undesa_migrant_stock_2019rev_origin_destination.csv.gz"):
        year = int(line["Year"])
        if year < 2000:
            continue
        for country, name in COUNTRIES.items():
            value = D(line[name])
            if value and line["Dest"] in place:
                emit("migrant_stock", place[line["Dest"]], country, year, value, "persons", "DESA", source, "born in (or citizens of) the country, living in the power, mid-year")
            if eu.get(line["Dest"]) in members(year):
                union[country, year] += value
    for (country, year), value in union.items():
        emit("migrant_stock", "EUU", country, year, value, "persons", "DESA", source, "sum of the members of that year with a figure" + (", apart from the United Kingdom" if year < 2020 else ""))


def passports():
    """Changes of state between the snapshots. Those of March 2020 to June 2022 show the bans of the pandemic, which are no regime."""
    before = {}
    for line in table("found-2026-11", "passport_index_all_snapshots_points_2019_2025.csv"):
        if "2020-03" <= line["snapshot"] < "2022-07":
            drop("passports", "snapshots of March 2020 to June 2022: pandemic bans")
            continue
        dyad = line["power"], line["country"]
        if before.get(dyad) == line["points"]:
            drop("passports", "state as in the snapshot before")
            continue
        emit("visa_openness", line["power"], line["country"], line["snapshot"], line["points"], "points", "PASSPORT_INDEX", "Passport Index dataset, snapshot of that day",
             "median of the members: " + line["country_to_power"] if line["power"] == "EUU" else "")
        before[dyad] = line["points"]


def geography():
    for line in table("softpower", "cepii_geodist_language_colony_static.csv.gz"):
        if line["iso_o"] in STATES and line["iso_d"] in COUNTRIES:
            for indicator, column, unit in (("contiguity", "contig", "binary"), ("colonial_history", "colony", "binary")):
                emit(indicator, line["iso_o"], line["iso_d"], "2000-01-01", D(line[column]), unit, "CEPII", "CEPII GeoDist (Mayer and Zignago 2011)", "does not change over the period covered")


def finance():
    iso = {"Russian Federation": "RUS", "China": "CHN", "United States": "USA", "Turkey": "TUR", "Japan": "JPN", "Germany": "DEU", "India": "IND",
           "Iran, Islamic Rep.": "IRN", "Korea, Rep.": "KOR", "United Kingdom": "GBR"}
    column = {"KAZ": "Kazakhstan", "KGZ": "Kyrgyz Republic", "TJK": "Tajikistan", "TKM": "Turkmenistan", "UZB": "Uzbekistan"}
    for line in table("finance", "worldbank_bilateral_remittance_matrix_2018.csv"):
        sender = iso.get((line.get("") or next(iter(line.values()))).strip())
        for country, name in column.items():
            value = (line.get(name) or "0").replace(",", "").strip()
            if sender and value and D(value):
                emit("remittances", sender, country, 2018, quantum(D(value) * 1000000, "1"), "USD", "WB", "World Bank, Bilateral Remittance Matrix 2018", "the publisher's model estimate", "E")
    active = defaultdict(int)
    for line in table("finance", "gsdb_v3_sanctions.csv"):
        if line["sanctioned_state"] in ("Russia", "Russian Federation"):
            for year in range(max(2000, int(line["begin"])), min(2022, int(line["end"])) + 1):
                active[year] += 1
    for year in range(2000, 2023):
        emit("sanctions_intensity", "RUS", "", year, active[year], "cases", "GSDB", "Global Sanctions Data Base v3 (Syropoulos et al. 2022)", "cases against Russia in force in the year")


def remittance_model():
    """The Center for Global Development's matrix: migrant stocks and the gap of incomes. Where a bank names senders, that is preferred."""
    source = "Center for Global Development, Bilateral remittances matrix update"
    sums, totals = defaultdict(D), {}
    for line in table("found-2026-11", "hunt_remittances_cgd_2021_2024.csv"):
        emit("remittances", line["power"], line["country"], line["period"], line["value"], "USD", "CGD", source, "the publisher's model", "E")
        key = line["country"], line["period"]
        if line["power"] == "WLD":
            totals[key] = D(line["value"])
        elif line["power"] != "DEU":
            sums[key] += D(line["value"])
    for key in sorted(totals):
        say("checked: remittances of the model, %s %s: the senders named are %.1f %% of all" % (key + (sums[key] * 100 / totals[key],)))
        assert sums[key] <= totals[key]


def official_finance():
    """Loans as the debtor reports them to the World Bank, grants as donors report them to the OECD, each year in per cent of GDP.

    The creditors of a country add up to its published debt, so a creditor without a row lent nothing. China, India and Iran report no
    grants, nor does Russia after 2020 (and before 2011): theirs are lower bounds, and Russia begins in 2011.
    """
    sources = {"official_debt": "World Bank, International Debt Statistics, December 2025", "official_loans": "World Bank, International Debt Statistics, December 2023",
               "official_grants": "OECD, Development Assistance Committee, January 2024"}
    amount, published, debt = defaultdict(D), {}, defaultdict(dict)
    for line in table("found-2026-11", "hunt_official_finance.csv"):
        key = line["power"], line["country"], line["period"]
        if line["indicator"] == "official_finance_gdp":
            published[key] = D(line["value"])
        elif line["indicator"] == "official_finance_commitments":
            if D(line["value"]):
                emit("official_finance_commitments", *key, line["value"], "USD_2021", "AIDDATA", "AidData, Global Chinese Development Finance 3.0", "loans to companies and joint ventures included", "E")
            else:
                drop("official finance", "years without Chinese commitments")
        else:
            source, note = sources[line["indicator"]], ""
            if "change of debt" in line["note"]:
                source, note = sources["official_debt"], "change of debt + amortisation: loans of state companies were recorded later"
            elif line["power"] == "WLD":
                note = "all creditors"
            elif D(line["value"]) == 0:
                note = "not among the creditors"
            elif line["power"] == "EUU":
                note = "members and union bodies"
            value = D(line["value"])
            emit(line["indicator"], *key, value, "USD", line["reporter"], source, note, line["status"])
            if line["indicator"] == "official_debt":
                debt[key[1], key[2]][key[0]] = value
            else:
                amount[(line["indicator"],) + key] += value
    for key, creditors in sorted(debt.items()):
        named = sum(v for p, v in creditors.items() if p not in ("WLD", "DEU"))
        if named > creditors["WLD"]:
            sys.exit("official_debt %s: the creditors named exceed the total" % (key,))
    say("checked: official_debt: in none of %d country-years do the powers exceed all creditors" % len(debt))
    gdp = {(r[2], r[3]): D(r[4]) for r in rows if r[0] == "gdp" and r[7] == "WB"}
    largest = D(0)
    for country in COUNTRIES:
        for year in range(2000, 2023):
            for power in POWERS:
                if power == "RUS" and year < 2011:
                    drop("official finance", "Russia before 2011, whose grants are not reported")
                    continue
                key = power, country, str(year)
                share = quantum((amount[("official_loans",) + key] + amount[("official_grants",) + key]) * 100 / gdp[country, str(year)], "0.0001")
                note = "" if power not in ("CHN", "IND", "IRN") and not (power == "RUS" and year > 2020) else "loans alone, grants are not reported: a lower bound"
                emit("official_finance_gdp", *key, share, "percent", "IDS_DAC", "official_loans (IDS) and official_grants (OECD) over GDP", note, "E")
                largest = max(largest, abs(share - published[key]))
    say("checked: official_finance_gdp: largest difference from the compiler's own ratios %s" % largest)
    assert largest <= D("0.0001")


# --- facts entered by hand ---------------------------------------------------------------------------------------------

def facts():
    """public-facts.csv as it stands, and what follows from the memberships in it.

    igo_tie        bodies that both the power and the country belong to (CIS, SCO with the Shanghai Five, CICA, AIIB, OTS, ECO, OSCE), plus one
                   if the power has a plus-format with the country. Member or associate counts, observer does not.
    shared_platforms  the same count for two powers and a country, plus-formats apart.
    """
    place = {(r[0], r[1], r[2], r[3], r[7]): n for n, r in enumerate(rows)}
    for fact in FACTS:
        if not fact["indicator"].startswith("_"):
            key = tuple(fact[k] for k in ("indicator", "power", "country", "period", "reporter"))
            if key in place and key[0] != "gdp":               # those were put in place by denominators()
                sys.exit("a fact stands beside a row of a file: " + ",".join(key))
            if key not in place:
                rows.append([fact[k] for k in HEADER])
    bodies = ["CIS", "SCO", "CICA", "AIIB", "OTS", "ECO", "OSCE"]
    state = defaultdict(list)                                  # (body, id) -> [(date, in or out)]
    plus = defaultdict(list)
    for fact in FACTS:
        name, date = fact["indicator"], last_day(fact["period"])
        if name.startswith("_member:"):
            state[name[8:], fact["power"]].append((date, int(fact["value"]) >= 2))
        elif name.endswith("_status") and name[:-7].upper() in bodies:
            state[name[:-7].upper(), fact["country"]].append((date, int(fact["value"]) >= 2))
        elif name == "plus_format_level":
            plus[fact["power"], fact["country"]].append((date, int(fact["value"]) >= 1))
    holds = lambda events, day: bool([v for d, v in sorted(events) if d <= day][-1:] == [True])
    source = "counted from the memberships and formats in this file"
    for country in COUNTRIES:
        for power in POWERS:
            days = {"2000-01-01"} | {d for b in bodies for who in (power, country) for d, _ in state[b, who] if d > "2000-01-01"} | {d for d, _ in plus[power, country] if d > "2000-01-01"}
            before = None
            for day in sorted(days):
                now = [b for b in bodies if holds(state[b, power], day) and holds(state[b, country], day)]
                if holds(plus[power, country], day):
                    now.append("plus-format")
                if now != before:
                    emit("igo_tie", power, country, day, len(now), "bodies", "MEMBERSHIP", source, ", ".join(now) or "none")
                before = now
        days = {"2000-01-01"} | {d for b in bodies for who in ("CHN", "RUS", country) for d, _ in state[b, who] if d > "2000-01-01"}
        before = None
        for day in sorted(days):
            now = [b for b in bodies if all(holds(state[b, who], day) for who in ("CHN", "RUS", country))]
            if now != before:
                emit("shared_platforms", "CHN+RUS", country, day, len(now), "bodies", "MEMBERSHIP", source, ", ".join(now) or "none")
            before = now


def whole_shares():
    """No table may give its powers more than all there is (Germany is within the union)."""
    for indicator in ("students_abroad", "trade_turnover", "imports", "exports", "official_debt", "remittances"):
        tables = defaultdict(dict)
        for row in rows:
            if row[0] == indicator and row[4] and row[6] != "U":
                tables[row[2], row[3], row[7]][row[1]] = D(row[4])
        for key, values in tables.items():
            named = sum(v for p, v in values.items() if p in POWERS and not (p == "DEU" and "EUU" in values))
            if "WLD" in values and named > values["WLD"] * D("1.005"):
                sys.exit("%s %s: the powers add up to more than the total" % (indicator, " ".join(key)))
        say("checked: %s: in none of %d tables do the powers exceed the total" % (indicator, sum("WLD" in v for v in tables.values())))


def last_day(period):
    return period + "-12-31" if len(period) == 4 else period


def main():
    global ROOT, FACTS
    if len(sys.argv) != 2 or not os.path.isdir(sys.argv[1]):
        sys.exit("usage: python3 Scripts/build-data.py SOURCE_FOLDER > Config/data/central-asia.csv")
    ROOT = sys.argv[1]
    FACTS = []
    for name in ("public-facts.csv", "tracked-facts.csv"):
        file = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
        if os.path.exists(file):
            with open(file, encoding="utf-8", newline="") as handle:
                found = list(csv.DictReader(handle))
            say("read: %d facts of %s" % (len(found), name))
            FACTS += found
    for step in (kazakhstan, kyrgyzstan, uzbekistan, correlates_of_war, unctad, mirrors, denominators, arms, bases, united_nations, energy, students, aiddata,
                 migrants, passports, geography, finance, remittance_model, official_finance, facts, whole_shares):
        step()
    for (step, reason), count in sorted(dropped.items()):
        say("left out: %s: %s%s" % (step, reason, " (%d)" % count if count > 1 else ""))
    rows.sort(key=lambda r: (r[0], r[2], r[1], r[7], r[3], r[4]))
    seen = set()
    for row in rows:
        key = (row[0], row[1], row[2], row[3], row[7])
        if key in seen:
            sys.exit("two rows for " + ",".join(key))
        seen.add(key)
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    out.flush()


main()
