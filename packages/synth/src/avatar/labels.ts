/** Red, green, blue; 0 to 255. */
export type Rgb = [red: number, green: number, blue: number];

/** What an avatar was put together from. It says nothing of anybody. */
export type AvatarLabels = {
  format: 'avatar/1';
  width: number;
  height: number;
  style: string;
  /** By the names that the style gives them; `ground` is that of the corners. */
  colours: Record<string, Rgb>;
  /** The variant of each part that is there. */
  parts: Record<string, string>;
};
