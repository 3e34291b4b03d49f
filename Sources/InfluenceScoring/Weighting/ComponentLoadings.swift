package import InfluenceModel

/// `pca`: the loadings of the first principal component of the children's normalised values: the weights whose sum varies
/// most. Source: OECD/JRC Handbook (2008), section 1.6; COINr `get_PCA`.
package struct ComponentLoadings: WeightingMethod {
    package static let name = "pca"
    package static let isFitted = true
    package static let form = MethodForm(
        .keys([.init("loadings", .words(["plain", "squared"]))]),
        example: "{pca: {scope: period}}"
    )

    /// The squares of the loadings, which sum to 1: the share of the component that each child is, whichever way it points.
    /// Source: Nicoletti, Scarpetta, Boylaud, "Summary indicators of product market regulation" (2000), as in OECD/JRC
    /// Handbook (2008), step 6.
    package let squared: Bool

    package func write(into definition: inout DefinitionBytes) {
        definition.field("squared", squared, unless: false)
    }

    package func weights(_ given: [Double], of columns: () -> [[Double]]) throws(Weighting.Failure) -> [Double] {
        let components = try PrincipalComponents(ofChildren: columns())
        guard components.hasFirst else { throw Weighting.Failure(problem: .ambiguous) }
        var loadings = components.loadings[0]
        if squared { loadings = loadings.map(\.magnitude) }
        let low = loadings.indices.filter { !(loadings[$0] > 1e-12) }
        guard low.isEmpty else { throw Weighting.Failure(problem: .notPositive, children: low) }
        return squared ? loadings.map { $0 * $0 } : loadings
    }
}

extension ComponentLoadings {
    package init(_ given: MethodArguments) {
        squared = given.words["loadings"] == "squared"
    }
}

extension Weighting {
    package static func pca(_ scope: Scope = .panel, squared: Bool = false) -> Self {
        Self(ComponentLoadings(squared: squared), in: scope)
    }
}
