import InfluenceModel
import Testing

@testable import InfluenceScoring

@Suite struct MeasureNameTests {
    /// Tables show their values like scores.
    @Test func `Measures in points are those whose unit says so`() {
        let names = MethodKinds.standard.measures.filter { $0.unit.hasPrefix("points") }.map { $0.name }
        #expect(Set(names) == Measure.namesInPoints)
    }
}
