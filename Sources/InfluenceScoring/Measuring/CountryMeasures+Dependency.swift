internal import InfluenceModel

extension CountryMeasures {
    /// Dependency on each power, by the newest share of each channel that is known.
    mutating func addDependency() {
        guard let dependency = plan.dependency, !dependency.channels.isEmpty else { return }
        let gate = plan.gate(of: .dependency)
        for power in model.powers.indices {
            var means = Array(repeating: ChannelMean(dependency), count: periods.count)
            for channel in dependency.channels {
                readShares(of: power, channel) { period, percent, freshness in
                    means[period].add(channel, percent: percent, freshness: freshness)
                }
            }
            collector.add(.dependency, of: model.powers[power].id, means.map { $0.saturatingScore(gate: gate) })
            collector.add(.dependencyLinear, of: model.powers[power].id, means.map { $0.linearScore(gate: gate) })
        }
    }

    /// A power's share of a channel in each period, in per cent; NaN for none.
    func readShares(
        of power: Int,
        _ channel: MeasurePlan.Channel,
        _ take: (_ period: Int, _ percent: Double, Freshness) -> Void
    ) {
        // What the index is made of was read for it. A share that was filled in, treated, replaced by its rank or left out
        // of it is no share any more: that is read again.
        if model.screen == nil, let node = table.position(of: channel.share),
            model.nodes[node].indicator?.isScoredAsRead == true,
            case .indicator(let column) = table.content[node]
        {
            let start = (country * model.powers.count + power) * periods.count
            for period in periods.indices {
                take(period, column.values[start + period], column.freshness(at: start + period))
            }
            return
        }
        guard let reader = readers[channel.share], reader.mayRead(cell(power, periods[0])) else {
            for period in periods.indices { take(period, .nan, .missing) }
            return
        }
        var selection = Selection()
        for period in periods.indices {
            let reading = reader.read(cell(power, periods[period]), into: &selection)
            take(period, reading.value, reading.freshness)
        }
    }

    /// Dependency on both powers: their shares of each channel added, where they are of one period and reporter.
    mutating func addJointDependency(_ pair: PowerPair, _ readings: inout PairedReadings) {
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
        let gate = plan.gate(of: .dependencyJoint)
        collector.add(.dependencyJoint, of: pair.id, means.map { $0.saturatingScore(gate: gate) })
    }
}

extension Indicator {
    /// Whether a table keeps its values as they were read.
    fileprivate var isScoredAsRead: Bool {
        imputation == nil && treatment == nil && !normalisation.replacesValues
    }
}
