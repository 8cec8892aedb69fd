/** Sensible minutes to choose from; what holds now is always among the choices as well. */
export const bufferChoices = [0, 5, 10, 15, 20, 30, 45, 60];
export const stepChoices = [5, 10, 15, 20, 30, 45, 60];
export const noticeChoices = [0, 30, 60, 120, 240, 360, 720, 1_440, 2_880, 4_320, 10_080];
