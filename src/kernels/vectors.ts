import { VouchError } from '../core/index.js';
import { requireInteger } from './frame.js';
import { nativeKernels } from './native.js';

/** Rows of one length, one after the other. */
export interface Matrix {
  readonly data: Float32Array;
  readonly dimension: number;
}

/** Copies vectors of one length into a matrix. Throws USAGE when their lengths differ. */
export function matrixOf(vectors: readonly ArrayLike<number>[]): Matrix {
  const dimension = vectors[0]?.length ?? 1;
  const data = new Float32Array(vectors.length * dimension);
  for (const [row, vector] of vectors.entries()) {
    if (vector.length !== dimension) throw new VouchError('USAGE', `Vectors of ${dimension} and ${vector.length} numbers do not fit into one matrix.`);
    data.set(vector, row * dimension);
  }
  return { data, dimension };
}

/** Products of every query with every row: `scores[query * rows + row]`. Sums of 32-bit floats; their order is not defined. */
export function dotProducts(queries: Matrix, rows: Matrix): Float32Array {
  const [queryCount, rowCount] = [countOf(queries), countOf(rows)];
  if (queryCount > 0 && rowCount > 0 && queries.dimension !== rows.dimension) throw new VouchError('USAGE', `Queries of ${queries.dimension} numbers cannot be compared with rows of ${rows.dimension}.`);
  const scores = new Float32Array(queryCount * rowCount);
  const { dimension } = rows;
  const native = nativeKernels();
  if (native && scores.length > 0) {
    native.dotProducts(queries.data, rows.data, dimension, scores);
    return scores;
  }
  for (let query = 0; query < queryCount; query += 1) {
    for (let row = 0; row < rowCount; row += 1) {
      let sum = 0;
      for (let i = 0; i < dimension; i += 1) sum += (queries.data[query * dimension + i] as number) * (rows.data[row * dimension + i] as number);
      scores[query * rowCount + row] = sum;
    }
  }
  return scores;
}

export interface Match {
  readonly row: number;
  readonly score: number;
}

/** For each query the `k` rows with the largest products, best first; equal ones in the order of the rows. */
export function topMatches(queries: Matrix, rows: Matrix, k: number): Match[][] {
  requireInteger('The number of matches', k, 0, Number.MAX_SAFE_INTEGER);
  const scores = dotProducts(queries, rows);
  const rowCount = countOf(rows);
  return Array.from({ length: countOf(queries) }, (_, query) => bestOf(scores.subarray(query * rowCount, (query + 1) * rowCount), k));
}

function bestOf(scores: Float32Array, k: number): Match[] {
  const best: Match[] = [];
  for (const [row, score] of scores.entries()) {
    if (best.length === k && (k === 0 || score <= (best[k - 1] as Match).score)) continue;
    let at = best.length;
    while (at > 0 && (best[at - 1] as Match).score < score) at -= 1;
    best.splice(at, 0, { row, score });
    if (best.length > k) best.pop();
  }
  return best;
}

function countOf({ data, dimension }: Matrix): number {
  requireInteger('The length of a vector', dimension, 1, 1 << 24);
  if (data.length % dimension !== 0) throw new VouchError('USAGE', `${data.length} numbers are no whole rows of ${dimension}.`);
  return data.length / dimension;
}
