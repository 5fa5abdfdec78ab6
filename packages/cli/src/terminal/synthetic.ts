/** What everybody must know who sees a number from the demo corpus. */
export const SYNTHETIC_WORDS =
  'These are synthetic sounds, made by this program. They are not recordings of people, and the accuracy says nothing about people.';

/** What everybody must know who asks a model that was trained on the demo corpus. */
export const SYNTHETIC_MODEL_WORDS =
  'this model was trained on synthetic sounds, not on recordings of people; what it says of people means nothing.';
