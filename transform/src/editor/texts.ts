/** The text of a file as its author sees it, saved or not. */
export interface Text {
  readonly text: string;
  /** Another one for each text. */
  readonly version: string;
}

/** Where the editor's checker reads files from. */
export interface Texts {
  /** @param path absolute */
  read(path: string): Text | null;
}
