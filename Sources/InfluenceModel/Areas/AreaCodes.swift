/// The codes of countries and territories, and what other codes for them are taken for.
///
/// Source: ISO 3166-1 (alpha-3, alpha-2 and numeric codes; the numeric ones are those of UN M49).
package enum AreaCodes {
    /// Alpha-3, alpha-2 and numeric code of each, one after the other.
    private static let table = """
        ABWAW533 AFGAF004 AGOAO024 AIAAI660 ALAAX248 ALBAL008 ANDAD020 AREAE784 ARGAR032 ARMAM051 ASMAS016 \
        ATAAQ010 ATFTF260 ATGAG028 AUSAU036 AUTAT040 AZEAZ031 BDIBI108 BELBE056 BENBJ204 BESBQ535 BFABF854 \
        BGDBD050 BGRBG100 BHRBH048 BHSBS044 BIHBA070 BLMBL652 BLRBY112 BLZBZ084 BMUBM060 BOLBO068 BRABR076 \
        BRBBB052 BRNBN096 BTNBT064 BVTBV074 BWABW072 CAFCF140 CANCA124 CCKCC166 CHECH756 CHLCL152 CHNCN156 \
        CIVCI384 CMRCM120 CODCD180 COGCG178 COKCK184 COLCO170 COMKM174 CPVCV132 CRICR188 CUBCU192 CUWCW531 \
        CXRCX162 CYMKY136 CYPCY196 CZECZ203 DEUDE276 DJIDJ262 DMADM212 DNKDK208 DOMDO214 DZADZ012 ECUEC218 \
        EGYEG818 ERIER232 ESHEH732 ESPES724 ESTEE233 ETHET231 FINFI246 FJIFJ242 FLKFK238 FRAFR250 FROFO234 \
        FSMFM583 GABGA266 GBRGB826 GEOGE268 GGYGG831 GHAGH288 GIBGI292 GINGN324 GLPGP312 GMBGM270 GNBGW624 \
        GNQGQ226 GRCGR300 GRDGD308 GRLGL304 GTMGT320 GUFGF254 GUMGU316 GUYGY328 HKGHK344 HMDHM334 HNDHN340 \
        HRVHR191 HTIHT332 HUNHU348 IDNID360 IMNIM833 INDIN356 IOTIO086 IRLIE372 IRNIR364 IRQIQ368 ISLIS352 \
        ISRIL376 ITAIT380 JAMJM388 JEYJE832 JORJO400 JPNJP392 KAZKZ398 KENKE404 KGZKG417 KHMKH116 KIRKI296 \
        KNAKN659 KORKR410 KWTKW414 LAOLA418 LBNLB422 LBRLR430 LBYLY434 LCALC662 LIELI438 LKALK144 LSOLS426 \
        LTULT440 LUXLU442 LVALV428 MACMO446 MAFMF663 MARMA504 MCOMC492 MDAMD498 MDGMG450 MDVMV462 MEXMX484 \
        MHLMH584 MKDMK807 MLIML466 MLTMT470 MMRMM104 MNEME499 MNGMN496 MNPMP580 MOZMZ508 MRTMR478 MSRMS500 \
        MTQMQ474 MUSMU480 MWIMW454 MYSMY458 MYTYT175 NAMNA516 NCLNC540 NERNE562 NFKNF574 NGANG566 NICNI558 \
        NIUNU570 NLDNL528 NORNO578 NPLNP524 NRUNR520 NZLNZ554 OMNOM512 PAKPK586 PANPA591 PCNPN612 PERPE604 \
        PHLPH608 PLWPW585 PNGPG598 POLPL616 PRIPR630 PRKKP408 PRTPT620 PRYPY600 PSEPS275 PYFPF258 QATQA634 \
        REURE638 ROURO642 RUSRU643 RWARW646 SAUSA682 SDNSD729 SENSN686 SGPSG702 SGSGS239 SHNSH654 SJMSJ744 \
        SLBSB090 SLESL694 SLVSV222 SMRSM674 SOMSO706 SPMPM666 SRBRS688 SSDSS728 STPST678 SURSR740 SVKSK703 \
        SVNSI705 SWESE752 SWZSZ748 SXMSX534 SYCSC690 SYRSY760 TCATC796 TCDTD148 TGOTG768 THATH764 TJKTJ762 \
        TKLTK772 TKMTM795 TLSTL626 TONTO776 TTOTT780 TUNTN788 TURTR792 TUVTV798 TWNTW158 TZATZ834 UGAUG800 \
        UKRUA804 UMIUM581 URYUY858 USAUS840 UZBUZ860 VATVA336 VCTVC670 VENVE862 VGBVG092 VIRVI850 VNMVN704 \
        VUTVU548 WLFWF876 WSMWS882 YEMYE887 ZAFZA710 ZMBZM894 ZWEZW716
        """

    private static let codes: [(alpha3: String, alpha2: String, number: String)] = table.split(separator: " ").map {
        (String($0.prefix(3)), String($0.dropFirst(3).prefix(2)), String($0.suffix(3)))
    }

    private static let alpha3 = Set(codes.map(\.alpha3))

    private static let others: [String: String] = {
        var others = usual
        for code in codes {
            for other in [code.alpha2, code.number, "M" + code.number] where others[other] == nil {
                others[other] = code.alpha3
            }
        }
        return others
    }()

    /// Codes that are in use and in no part of ISO 3166-1.
    private static let usual = [
        "UK": "GBR", "EL": "GRC", "GER": "DEU", "ROM": "ROU", "KSV": "XKX", "XK": "XKX", "TMP": "TLS", "ZAR": "COD",
        "BUR": "MMR", "EU": "EUU", "EUN": "EUU", "E27": "EUU", "E28": "EUU", "B0": "EUU", "B4": "EUU",
        "EUROPEANUNION": "EUU", "W00": "WLD", "W0": "WLD", "W1": "WLD", "WORLD": "WLD", "TOTAL": "WLD", "ALL": "WLD",
        "M001": "WLD", "001": "WLD", "WD": "WLD",
    ]

    /// States that are no more.
    private static let former = [
        "SUN": "the Soviet Union, which ended in 1991", "YUG": "Yugoslavia, which ended in 2003",
        "SCG": "Serbia and Montenegro, which ended in 2006", "CSK": "Czechoslovakia, which ended in 1992",
        "DDR": "the German Democratic Republic, which ended in 1990",
        "ANT": "the Netherlands Antilles, which ended in 2010", "YMD": "Democratic Yemen, which ended in 1990",
    ]

    /// Groups of countries and what is left over, as sources that list them among partners write them: without the number
    /// of members and without underscores.
    private static let groups: Set<String> = [
        "CIS", "FSU", "NIS", "EAEU", "EEU", "EAU", "EURASEC", "EECCA", "EA", "EMU", "EUROAREA", "EUROZONE", "U2", "EEA",
        "EFTA", "ASEAN", "OECD", "OED", "DAC", "G7", "G8", "G10", "G20", "G77", "BRIC", "BRICS", "OPEC", "SCO", "NATO",
        "APEC", "OTS", "OIC", "CAREC", "GCC", "ARB", "MERCOSUR", "NAFTA", "USMCA", "SADC", "ECOWAS", "COMESA",
        "CARICOM",
        "SAARC", "LAC", "LCN", "SSA", "SSF", "MENA", "MEA", "EAS", "ECS", "ECA", "SAS", "NAC", "AFR", "ASIA", "EUROPE",
        "AFRICA", "AMERICA", "AMERICAS", "OCEANIA", "HIC", "LIC", "LMC", "UMC", "LMY", "MIC", "LDC", "LLDC", "SIDS",
        "CEB",
        "CSS", "M002", "M009", "M019", "M142", "M143", "M145", "M150", "M151", "OTHER", "OTHERS", "OTH", "ROW", "REST",
        "NES", "XXX", "ZZZ", "UNSPECIFIED", "UNALLOCATED", "UNKNOWN", "BUNKERS",
    ]

    /// Whether it is the alpha-3 code of a country or territory; of Kosovo the one that the World Bank and others use.
    package static func isCountry(_ code: String) -> Bool {
        alpha3.contains(code) || code == "XKX"
    }

    /// The code that this project would write for another kind of code of the same area: `RUS` for RU, 643, M643.
    package static func meant(by code: String) -> String? { isEdition(ofUnion: code) ? "EUU" : others[plain(code)] }

    /// Whether it is a code of the European Union in one of its sizes.
    package static func isUnion(_ code: String) -> Bool { code == "EUU" || meant(by: code) == "EUU" }

    /// EU28, EU_27, EU27_2020, EU27_NO_UK
    private static func isEdition(ofUnion code: String) -> Bool {
        let digits = plain(code).dropFirst(2)
        return code.hasPrefix("EU") && digits.first?.isNumber == true
    }

    private static func plain(_ code: String) -> String { code.filter { $0 != "_" } }

    package static func formerState(_ code: String) -> String? { former[code] }

    /// Whether it stands for several countries together, or for what is left of them.
    package static func isGroup(_ code: String) -> Bool {
        let plain = plain(code)
        if groups.contains(plain) { return true }
        // EA19, CIS_8, OECD38: as many members. A letter alone with a number is somebody's own code.
        let name = plain.reversed().drop { $0.isNumber }.reversed()
        return name.count > 1 && name.count < plain.count && groups.contains(String(name))
    }

    /// Whether a partner of that code stands for several others together, or for all of them: counted beside them it would
    /// count them twice. Not asked of a model's own powers.
    package static func isAggregate(_ code: String) -> Bool {
        isGroup(code) || isUnion(code) || meant(by: code) == PowerID.world.text
    }
}
