internal import InfluenceModel

extension CountryMeasures {
    /// Dependency on each power, by the newest share of each channel that is known.
    mutating func addDependency() throws(ScoringError) {
        guard let dependency = plan.dependency, !dependency.channels.isEmpty else { return }
        for power in model.powers.indices {
            var means = Array(repeating: ChannelMean(dependency), count: periods.count)
            for channel in dependency.channels {
                try addShares(of: power, channel, to: &means)
            }
            collector.add(.dependency, of: model.powers[power].id, means.map(\.concaveScore))
            collector.add(.dependencyLinear, of: model.powers[power].id, means.map(\.linearScore))
        }
    }

    private func addShares(
        of power: Int,
        _ channel: MeasurePlan.Channel,
        to means: inout [ChannelMean]
    ) throws(ScoringError) {
        // What the index is made of was read for it.
        if let node = table.position(of: channel.share), case .indicator(let column) = table.content[node] {
            let start = (country * model.powers.count + power) * periods.count
            for period in means.indices {
                means[period].add(
                    channel,
                    percent: column.values[start + period],
                    freshness: column.freshness(at: start + period)
                )
            }
            return
        }
        guard let reader = readers[channel.share] else { return }
        var selection = Selection()
        for period in means.indices {
            let reading = try reader.read(cell(power, periods[period]), into: &selection)
            means[period].add(channel, percent: reading.value, freshness: reading.freshness)
        }
    }

    /// Dependency on both powers: their shares of each channel added, where they are of one period and reporter.
    mutating func addJointDependency(_ pair: PowerPair, _ first: Int, _ second: Int) throws(ScoringError) {
        guard let dependency = plan.dependency, !dependency.channels.isEmpty else { return }
        var means = Array(repeating: ChannelMean(dependency), count: periods.count)
        for channel in dependency.channels {
            guard let reader = readers[channel.share] else { continue }
            let isApplicable = try applicability(of: reader, first, second)
            for period in means.indices {
                let reading = try reader.readPair(at: periods[period].end, { cell(first, $0) }, { cell(second, $0) })
                means[period].add(
                    channel,
                    percent: reading.map { $0.first + $0.second } ?? .nan,
                    freshness: reading?.freshness ?? (isApplicable[period] ? .missing : .notApplicable)
                )
            }
        }
        collector.add(.dependencyJoint, of: pair.id, means.map(\.concaveScore))
    }

    /// Whether the channel can exist for either power, a period.
    private func applicability(
        of reader: IndicatorReader,
        _ first: Int,
        _ second: Int
    ) throws(ScoringError) -> [Bool] {
        var selection = Selection()
        var result: [Bool] = []
        for period in periods {
            let one = try reader.read(cell(first, period), into: &selection).freshness
            let other = try reader.read(cell(second, period), into: &selection).freshness
            result.append(one != .notApplicable || other != .notApplicable)
        }
        return result
    }
}
