/// The second edition of the default model, as far as scores depend on it: titles are ids, and no level has a citation.
let secondEditionModel = """
    model: second-edition
    title: Second edition
    definition: For tests.
    grid: {frequency: month, from: 2000-01}
    not_scored: [F, U]
    powers:
      - {id: RUS, name: RUS}
      - {id: CHN, name: CHN}
      - {id: USA, name: USA}
      - {id: EUU, name: EUU}
      - {id: TUR, name: TUR}
      - {id: JPN, name: JPN}
      - {id: DEU, name: DEU, within: EUU}
      - {id: IND, name: IND}
      - {id: IRN, name: IRN}
      - {id: KOR, name: KOR}
      - {id: GBR, name: GBR}
    countries:
      - {id: KAZ, name: KAZ}
      - {id: KGZ, name: KGZ}
      - {id: TJK, name: TJK}
      - {id: TKM, name: TKM}
      - {id: UZB, name: UZB}
    nodes:
      - {id: index, title: Influence capacity, aggregate: arithmetic, min_coverage: 0.5, min_children: 3}
      - {id: economic, title: Economic, parent: index, weight: 0.43, aggregate: arithmetic, min_coverage: 0.5}
      - {id: security, title: Security, parent: index, weight: 0.21, aggregate: arithmetic, min_coverage: 0.6}
      - {id: soft_power, title: Soft power, parent: index, weight: 0.36, aggregate: arithmetic, min_coverage: 0.6}
    indicators:
      - id: trade_share
        title: trade_share
        parent: economic
        weight: 0.25
        inputs: [trade_turnover]
        reporters: {default: [COW], KAZ: [KAZ_BNS, COW], KGZ: [KGZ_NSC, COW], TJK: [TJK_STAT, COW], TKM: [COW, TKM_MIRROR], UZB: [UZB_STAT, COW]}
        transform: share
        normalise: {goalposts: [0, 50]}
        cadence: P1Y
        max_age: P6Y
      - id: trade_gdp
        title: trade_gdp
        parent: economic
        weight: 0.1
        inputs: [trade_turnover]
        reporters: {default: [COW], KAZ: [KAZ_BNS, COW], KGZ: [KGZ_NSC, COW], TJK: [TJK_STAT, COW], TKM: [COW, TKM_MIRROR], UZB: [UZB_STAT, COW]}
        transform: {ratio: gdp, scale: 100}
        normalise: {goalposts: [0, 60]}
        cadence: P1Y
        max_age: P6Y
      - id: import_share
        title: import_share
        parent: economic
        weight: 0.1
        inputs: [imports]
        reporters: {default: [COW], KAZ: [KAZ_BNS, COW], KGZ: [KGZ_NSC, COW], TJK: [TJK_STAT, COW], TKM: [COW, TKM_MIRROR], UZB: [UZB_STAT, COW]}
        transform: share
        else: import_share_reported
        normalise: {goalposts: [0, 50]}
        cadence: P1Y
        max_age: P6Y
      - id: econ_integration_level
        title: econ_integration_level
        parent: economic
        weight: 0.15
        reporters: [TREATY]
        transform: ordinal
        levels:
          - {level: 0, label: l0, score: 0, citation: none}
          - {level: 1, label: l1, score: 20, citation: none}
          - {level: 2, label: l2, score: 40, citation: none}
          - {level: 3, label: l3, score: 60, citation: none}
          - {level: 4, label: l4, score: 80, citation: none}
          - {level: 5, label: l5, score: 100, citation: none}
        normalise: {goalposts: [0, 100]}
        cadence: event
        max_age: none
      - id: energy_route_share
        title: energy_route_share
        parent: economic
        weight: 0.15
        reporters: [KAZ_ENERGY, EI]
        normalise: {goalposts: [0, 100]}
        cadence: P1Y
        max_age: P5Y
      - id: remittances_gdp
        title: remittances_gdp
        parent: economic
        weight: 0.1
        inputs: [remittances]
        reporters: [CBU, NBKR, NBK, CBR, CGD, WB]
        transform: {ratio: gdp, scale: 100}
        normalise: {goalposts: [0, 30]}
        cadence: P1Y
        max_age: P4Y
      - id: official_finance_gdp
        title: official_finance_gdp
        parent: economic
        weight: 0.15
        flow: true
        reporters: [IDS_DAC]
        window: {sum: P10Y, min_window: 0.1}
        normalise: {goalposts: [0, 25]}
        cadence: P1Y
        max_age: P5Y
      - id: arms_share_10y
        title: arms_share_10y
        parent: security
        weight: 0.35
        reporters: [SIPRI]
        normalise: {goalposts: [0, 100]}
        cadence: P1Y
        max_age: P5Y
      - id: alliance_level
        title: alliance_level
        parent: security
        weight: 0.35
        reporters: [TREATY, ATOP]
        transform: ordinal
        levels:
          - {level: 0, label: l0, score: 0, citation: none}
          - {level: 1, label: l1, score: 20, citation: none}
          - {level: 2, label: l2, score: 40, citation: none}
          - {level: 3, label: l3, score: 60, citation: none}
          - {level: 4, label: l4, score: 80, citation: none}
          - {level: 5, label: l5, score: 100, citation: none}
        normalise: {goalposts: [0, 100]}
        cadence: event
        max_age: none
      - id: presence_class
        title: presence_class
        parent: security
        weight: 0.3
        reporters: [CODED]
        normalise: {goalposts: [0, 3]}
        cadence: event
        max_age: none
      - id: students_share
        title: students_share
        parent: soft_power
        weight: 0.35
        inputs: [students_abroad]
        reporters: [UIS_AIDDATA]
        transform: share
        normalise: {goalposts: [0, 85]}
        cadence: P1Y
        max_age: P11Y
      - id: language_position
        title: language_position
        parent: soft_power
        weight: 0.25
        reporters: [LAW]
        transform: ordinal
        levels:
          - {level: 0, label: l0, score: 0, citation: none}
          - {level: 1, label: l1, score: 25, citation: none}
          - {level: 2, label: l2, score: 50, citation: none}
          - {level: 3, label: l3, score: 75, citation: none}
          - {level: 4, label: l4, score: 100, citation: none}
        normalise: {goalposts: [0, 100]}
        cadence: event
        max_age: none
      - id: diaspora_share
        title: diaspora_share
        parent: soft_power
        weight: 0.15
        inputs: [migrant_stock]
        reporters: [DESA]
        transform: {ratio: population, scale: 100}
        normalise: {goalposts: [0, 20]}
        cadence: P5Y
        max_age: P10Y
      - id: visa_openness
        title: visa_openness
        parent: soft_power
        weight: 0.1
        reporters: [TREATY, PASSPORT_INDEX]
        transform: ordinal
        levels:
          - {level: 0, label: l0, score: 0, citation: none}
          - {level: 1, label: l1, score: 25, citation: none}
          - {level: 2, label: l2, score: 50, citation: none}
          - {level: 3, label: l3, score: 75, citation: none}
          - {level: 4, label: l4, score: 100, citation: none}
        normalise: {goalposts: [0, 100]}
        cadence: event
        max_age: none
      - id: igo_tie
        title: igo_tie
        parent: soft_power
        weight: 0.15
        reporters: [MEMBERSHIP]
        normalise: {goalposts: [0, 7]}
        cadence: event
        max_age: none
      - id: gdp
        title: gdp
        subject: country
        reporters: [WB, NATIONAL]
        cadence: P1Y
        max_age: P3Y
      - id: population
        title: population
        subject: country
        reporters: [WB]
        cadence: P1Y
        max_age: P3Y
      - id: import_share_reported
        title: import_share_reported
        unit: percent
        reporters: {default: [], TJK: [TJK_STAT], TKM: []}
        cadence: P1Y
        max_age: none
      - {id: trade_turnover, title: trade_turnover, flow: true, cadence: P1Y, max_age: none}
      - {id: imports, title: imports, flow: true, cadence: P1Y, max_age: none}
      - {id: remittances, title: remittances, flow: true, cadence: P1Y, max_age: none}
      - {id: students_abroad, title: students_abroad, cadence: P1Y, max_age: none}
      - {id: migrant_stock, title: migrant_stock, cadence: P1Y, max_age: none}

    """
