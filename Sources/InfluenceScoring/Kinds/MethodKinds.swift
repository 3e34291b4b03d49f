internal import InfluenceModel

/// The tables of the model language: the methods that there are of each kind, a row each, in the order of the
/// documentation. A method is a type in a file of its own that says all there is to say of it.
package struct MethodKinds: Sendable {
    package var normalisations: [any NormalisationMethod.Type]
    package var aggregations: [any AggregationMethod.Type]
    package var weightings: [any WeightingMethod.Type]
    package var transforms: [any TransformMethod.Type]
    package var windows: [any WindowMethod.Type]
    package var imputations: [any ImputationMethod.Type]
    package var treatments: [any TreatmentMethod.Type]
    package var measures: [any MeasureMethod.Type]

    package static let standard = MethodKinds(
        normalisations: [
            Unnormalised.self,
            Goalposts.self,
            MinMax.self,
            ZScore.self,
            Rank.self,
            Borda.self,
            PercentileRank.self,
            Percentiles.self,
            DistanceToMax.self,
            DistanceToReference.self,
            DistanceToTarget.self,
            FractionOfMax.self,
        ],
        aggregations: [
            Arithmetic.self,
            Geometric.self,
            Harmonic.self,
            Product.self,
            Ratio.self,
            Minimum.self,
            Maximum.self,
            Median.self,
            Copeland.self,
            Outranking.self,
            PowerMean.self,
        ],
        weightings: [
            GivenWeights.self,
            EqualWeights.self,
            ComponentLoadings.self,
            BalancedWeights.self,
        ],
        transforms: [
            ShareOfTotal.self,
            RatioTo.self,
            LogarithmOf.self,
            ExponentialOf.self,
            PowerOf.self,
            OrdinalScore.self,
            Cap.self,
            Piecewise.self,
            Bands.self,
            Rounding.self,
        ],
        windows: [
            SumWindow.self,
            MeanWindow.self,
            DecayWindow.self,
        ],
        imputations: [
            MeanOfPeriod.self,
            MedianOfPeriod.self,
            MeanOfGroup.self,
            MedianOfGroup.self,
            LineInTime.self,
            LastValue.self,
            NextValue.self,
            NearestInTime.self,
        ],
        treatments: [
            Winsorisation.self,
            ShiftedLogarithm.self,
            BoxCox.self,
        ],
        measures: [
            ShareMeasure.self,
            TiltMeasure.self,
            ContestMeasure.self,
            CooperationMeasure.self,
            CoopetitionIntensityMeasure.self,
            CoopetitionBalanceMeasure.self,
            CoopetitionQuadrantMeasure.self,
            DivisionOfLabourMeasure.self,
            PatternMeasure.self,
            DependencyMeasure.self,
            DependencyLinearMeasure.self,
            DependencyJointMeasure.self,
            ConcentrationMeasure.self,
            EffectivePartnersMeasure.self,
            MultiVectorMeasure.self,
            ThirdShareMeasure.self,
            OvertakingMeasure.self,
            OvertakingLatestMeasure.self,
            OvertakingGapMeasure.self,
            OvertakingRatioMeasure.self,
            DisplacementMeasure.self,
            MomentumMeasure.self,
            MomentumProbabilityMeasure.self,
            ProbabilityAboveMeasure.self,
        ]
    )
}
