/// The eigenvalues of a symmetric matrix, largest first, and a unit eigenvector of each.
///
/// Cyclic Jacobi rotations, row after row, until no element off the diagonal exceeds 1e-15 of the matrix: the same bits
/// everywhere, and eigenvectors that are orthogonal to rounding. Source: Golub, Van Loan, "Matrix Computations", 8.5.
struct Eigen {
    let values: [Double]
    /// In the order of ``values``; each with its largest component, the first of equal ones, above 0.
    let vectors: [[Double]]

    /// - Parameter matrix: Square and symmetric.
    /// - Returns: `nil` for an element that is not finite, or none at all.
    init?(_ matrix: [[Double]]) {
        let count = matrix.count
        guard count > 0, matrix.allSatisfy({ $0.count == count && $0.allSatisfy(\.isFinite) }) else { return nil }
        var matrix = matrix
        var vectors = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        for row in 0..<count { vectors[row][row] = 1 }
        var size = 0.0
        for row in matrix { for element in row { size = max(size, element.magnitude) } }
        // Converges quadratically: six to ten sweeps do for any size.
        for _ in 0..<64 {
            var rest = 0.0
            for row in 0..<count {
                for column in 0..<row { rest = max(rest, matrix[row][column].magnitude) }
            }
            guard rest > size * 1e-15 else { break }
            for row in 0..<count {
                for column in 0..<row where matrix[row][column] != 0 {
                    Self.rotate(&matrix, &vectors, row, column)
                }
            }
        }
        let diagonal: [Double] = matrix.indices.map { matrix[$0][$0] }
        let order: [Int] = matrix.indices.sorted { left, right in
            diagonal[left] == diagonal[right] ? left < right : diagonal[left] > diagonal[right]
        }
        values = order.map { diagonal[$0] }
        self.vectors = order.map { column in
            let vector: [Double] = vectors.map { $0[column] }
            var largest = 0.0
            for component in vector where component.magnitude > largest.magnitude { largest = component }
            return largest < 0 ? vector.map { 0 - $0 } : vector
        }
    }

    private static func rotate(_ matrix: inout [[Double]], _ vectors: inout [[Double]], _ p: Int, _ q: Int) {
        let theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q])
        let tangent = (theta < 0 ? -1 : 1) / (theta.magnitude + (theta * theta + 1).squareRoot())
        let cosine = 1 / (tangent * tangent + 1).squareRoot()
        let sine = tangent * cosine
        for row in matrix.indices {
            let (left, right) = (matrix[row][p], matrix[row][q])
            matrix[row][p] = cosine * left - sine * right
            matrix[row][q] = sine * left + cosine * right
        }
        for column in matrix.indices {
            let (upper, lower) = (matrix[p][column], matrix[q][column])
            matrix[p][column] = cosine * upper - sine * lower
            matrix[q][column] = sine * upper + cosine * lower
        }
        (matrix[p][q], matrix[q][p]) = (0, 0)
        for row in vectors.indices {
            let (left, right) = (vectors[row][p], vectors[row][q])
            vectors[row][p] = cosine * left - sine * right
            vectors[row][q] = sine * left + cosine * right
        }
    }
}
