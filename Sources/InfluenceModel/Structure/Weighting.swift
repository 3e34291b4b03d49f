/// Where the weights of a node's children come from. Children of given weight 0 take no part under any of them.
package enum Weighting: String, CaseIterable, Sendable {
    /// From the model.
    case given
    /// The same for each.
    case equal
    /// The loadings of the first principal component of the children's normalised values: the weights whose sum varies
    /// most. Source: OECD/JRC Handbook (2008), section 1.6; COINr `get_PCA`.
    case pca
    /// Such that each child correlates equally with the node, as far as weights above 0 allow: a child that would need
    /// less keeps a hundredth of an equal share (in units of its deviation) and correlates more than the others, which
    /// correlate equally; the smallest correlation is then as large as it can be. The audit shows the correlations.
    /// Source: Becker, Saisana, Paruolo, Vandecasteele, "Weights and importance in composite indicators: Closing the gap"
    /// (2017); COINr `get_opt_weights`, `balance`, which searches, stops early and lets weights be negative.
    case balanced
}
