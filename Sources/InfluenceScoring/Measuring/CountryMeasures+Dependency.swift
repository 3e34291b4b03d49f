internal import InfluenceModel

private struct ChannelKey: Hashable {
    let power: Int
}

private struct PairedKey: Hashable {
    let pair: Int
    let indicator: NodeID
}

private struct PartnerKey: Hashable {
    let channel: NodeID
}

extension CountryMeasures {
    /// The shares of the channels that a power has, by the newest share of each that is known; one mean a period. Empty
    /// without channels.
    func channelMeans(of power: Int) -> [ChannelMean] {
        guard let dependency = plan.dependency, !dependency.channels.isEmpty else { return [] }
        return once(ChannelKey(power: power)) {
            var means = Array(repeating: ChannelMean(dependency), count: periods.count)
            for channel in dependency.channels {
                readShares(of: power, channel) { period, percent, freshness in
                    means[period].add(channel, percent: percent, freshness: freshness)
                }
            }
            return means
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

    /// The shares of the channels that two powers have together, where they are of one period and reporter; one mean a
    /// period. Empty without channels.
    func jointMeans(_ first: Int, _ second: Int, ofPair number: Int) -> [ChannelMean] {
        guard let dependency = plan.dependency, !dependency.channels.isEmpty else { return [] }
        var means = Array(repeating: ChannelMean(dependency), count: periods.count)
        for channel in dependency.channels {
            guard let known = paired(channel.share, first, second, ofPair: number) else { continue }
            for (period, reading) in known.enumerated() {
                means[period].add(
                    channel,
                    percent: model.together(first, second, reading),
                    freshness: reading.freshness
                )
            }
        }
        return means
    }

    /// What two powers' values of an indicator are that can be compared, one a period.
    /// - Returns: `nil` for an indicator that no measure reads.
    func paired(_ indicator: NodeID, _ first: Int, _ second: Int, ofPair number: Int) -> [PairedReading]? {
        once(PairedKey(pair: number, indicator: indicator)) {
            var readings = PairedReadings(self, first, second)
            return readings.read(indicator)
        }
    }

    /// What a channel is concentrated on, one a period.
    /// - Returns: `nil` for one whose partners are not told apart.
    func partners(of channel: NodeID) -> [Concentration.Reading]? {
        guard let (_, concentration) = readers.concentrations.first(where: { $0.channel == channel }) else {
            return nil
        }
        return once(PartnerKey(channel: channel)) {
            var known: [Int: Concentration.Figures] = [:]
            return periods.map { concentration.read(cell(0, $0), known: &known) }
        }
    }
}

extension Model {
    /// What two powers have of a channel together: of a union and a member of it what the union has, which the member's is in.
    /// - Parameters: positions, and what was read of both.
    func together(_ first: Int, _ second: Int, _ reading: PairedReading) -> Double {
        guard let period = reading.period else { return .nan }
        let (one, other) = (powers[first].id, powers[second].id)
        if union(of: one, in: period) == other { return reading.second }
        return union(of: other, in: period) == one ? reading.first : reading.first + reading.second
    }
}

extension Indicator {
    /// Whether a table keeps its values as they were read.
    fileprivate var isScoredAsRead: Bool {
        imputation == nil && treatment == nil && !normalisation.replacesValues
    }
}
