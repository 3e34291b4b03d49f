package import InfluenceModel

/// Who looks at an import while it goes on, and is told what it brings beside what is there. Keeps nothing out.
package protocol ImportReview: AnyObject {
    /// The indicators whose values are compared with those before.
    var compared: Set<NodeID> { get }
    /// The indicators whose partners are added up.
    var totalled: Set<NodeID> { get }
    /// The indicators whose values are per cents.
    var percentages: Set<NodeID> { get }
    /// The members of unions: what is listed beside its union counts in that.
    var members: [PowerID: PowerID] { get }
    /// How many causes of warnings there have been so far.
    var warningCount: Int { get }

    /// A value and the one before: of the same observation, or else of the series' last period that has one.
    /// - Parameters:
    ///   - index: among the observations handed over.
    ///   - period: that of `last`.
    func compare(_ index: Int, with last: Double, of period: Period)

    /// Per cents of which there was nothing before by their reporter: none is beyond 1, and some lie between 0 and 1.
    /// - Parameters:
    ///   - index: of the first of these among the observations handed over.
    ///   - count: of these.
    func fractions(_ index: Int, count: Int)

    /// An edition that is stored and does not count, because another one is in force.
    /// - Parameter released: when that one was released, where it says so.
    func superseded(_ index: Int, by released: Day?)

    /// Another feed says something else of the same observation.
    func contradicted(_ index: Int, by feed: String)

    /// The feed brought it before, and does not now.
    func vanished(_ series: SeriesKey, _ period: Period)

    /// The partners of a reporter's table add up to more than their total.
    /// - Parameter table: of the total.
    func exceeded(_ table: SeriesKey, _ period: Period, sum: Double, total: Double)
}
