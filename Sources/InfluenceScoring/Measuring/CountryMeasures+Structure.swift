internal import InfluenceModel

private struct StructureKey: Hashable {
    let first: Int
    let second: Int
}

private struct CooperationKey: Hashable {
    let pair: Int
}

extension CountryMeasures {
    /// What two powers have in common, one a period.
    func structures(_ first: Int, _ second: Int) -> [PairStructure] {
        once(StructureKey(first: first, second: second)) {
            periods.indices.map { panel.pair(first, second, at: $0) }
        }
    }

    /// A figure of the structures of a pair.
    /// - Returns: `nil` for another subject.
    func structure(
        of subject: MeasuredSubject,
        gate: Double,
        _ value: (PairStructure) -> Double
    ) -> [Score]? {
        guard case .pair(let first, let second, _) = subject else { return nil }
        return structures(first, second).map { structure in
            Score(
                measured: value(structure),
                coverage: structure.coverage,
                confidence: structure.confidence,
                gate: gate
            )
        }
    }

    /// The signs of cooperation of a pair, one point a period.
    func cooperation(ofPair number: Int) -> [CooperationPoint] {
        once(CooperationKey(pair: number)) {
            var selection = Selection()
            return periods.map { period in
                CooperationPoint(readers.cooperation[number], country: country, at: period.end, into: &selection)
            }
        }
    }

    /// A figure of the contest and the cooperation of a pair, as sure as the lesser of the two.
    /// - Parameter value: NaN for none; of the period's position, and of a contest and a cooperation that may be NaN.
    /// - Returns: `nil` for another subject.
    func coopetition(
        of subject: MeasuredSubject,
        _ value: (_ period: Int, _ contest: Double, _ cooperation: Double) -> Double
    ) -> [Score]? {
        guard let contests = Measure.contest.arithmetic.scores(of: subject, nil, in: self),
            let cooperation = Measure.cooperation.arithmetic.scores(of: subject, nil, in: self)
        else { return nil }
        return zip(contests, cooperation).enumerated().map { period, sides in
            let (one, other) = sides
            let figure = value(period, one.value ?? .nan, other.value ?? .nan)
            return Score(
                value: figure.isFinite ? figure + 0 : nil,
                coverage: min(one.coverage, other.coverage),
                confidence: min(one.confidence, other.confidence)
            )
        }
    }
}
