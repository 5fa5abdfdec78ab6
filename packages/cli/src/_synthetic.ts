/** What everybody must know who sees a number from the demo corpus. */
export const SYNTHETIC_WORDS =
  'These are synthetic sounds, made by this program. They are not recordings of people, and the accuracy says nothing about people.';
