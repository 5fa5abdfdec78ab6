/** The actors of RAVDESS that each fold of EmoBox tests on (Ma et al. 2024, 6 folds of 4). */
export const EMOBOX_FOLDS: readonly (readonly number[])[] = [
  [1, 11, 20, 21],
  [4, 10, 12, 14],
  [8, 9, 19, 23],
  [3, 5, 7, 24],
  [2, 15, 16, 18],
  [6, 13, 17, 22],
];

/** The actors of RAVDESS that each fold of Luna-Jimenez et al. 2022 tests on (5 folds of 4 or 5). */
export const LUNA_FOLDS: readonly (readonly number[])[] = [
  [2, 5, 14, 15, 16],
  [3, 6, 7, 13, 18],
  [10, 11, 12, 19, 20],
  [8, 17, 21, 23, 24],
  [1, 4, 9, 22],
];
