/**
 * tfjs in one instance for the whole package. It is a CommonJS module whose names Node cannot see ahead of time,
 * so it comes in as a default import; `backend.ts` decides what computes behind it.
 */
import tf from '@tensorflow/tfjs';

export { tf };
