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
        // What the index is made of was read for it. A share that was filled in, treated or replaced by its rank is no
        // share any more: that is read again.
        if let node = table.position(of: channel.share), model.nodes[node].indicator?.isScoredAsRead == true,
            case .indicator(let column) = table.content[node]
        {
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
        guard let reader = readers[channel.share], reader.mayRead(cell(power, periods[0])) else {
            for period in means.indices { means[period].add(channel, percent: .nan, freshness: .missing) }
            return
        }
        var selection = Selection()
        for period in means.indices {
            let reading = reader.read(cell(power, periods[period]), into: &selection)
            means[period].add(channel, percent: reading.value, freshness: reading.freshness)
        }
    }

    /// Dependency on both powers: their shares of each channel added, where they are of one period and reporter.
    mutating func addJointDependency(_ pair: PowerPair, _ readings: inout PairedReadings) throws(ScoringError) {
        guard let dependency = plan.dependency, !dependency.channels.isEmpty else { return }
        var means = Array(repeating: ChannelMean(dependency), count: periods.count)
        for channel in dependency.channels {
            guard let known = readings.read(channel.share) else { continue }
            for (period, reading) in known.enumerated() {
                means[period].add(
                    channel,
                    percent: reading.first + reading.second,
                    freshness: reading.freshness
                )
            }
        }
        collector.add(.dependencyJoint, of: pair.id, means.map(\.concaveScore))
    }
}

extension Indicator {
    /// Whether a table keeps its values as they were read.
    fileprivate var isScoredAsRead: Bool {
        imputation == nil && treatment == nil && !normalisation.replacesValues
    }
}
