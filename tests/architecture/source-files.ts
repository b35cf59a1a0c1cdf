import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const checkout = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** From the top of the checkout, with forward slashes. */
  path: string;
  text: string;
}

const notOurs = /(^|\/)(node_modules|dist|generated|coverage|project\.inlang)(\/|$)/;

/** Every file of ours below the folders, by name; what is installed, built or compiled is left out. */
export function filesBelow(folders: string[], name: RegExp): SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(checkout, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && name.test(entry.name))
        .map((entry) => path.relative(checkout, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')),
    )
    .filter((file) => !notOurs.test(file))
    .sort()
    .map((file) => ({ path: file, text: readFileSync(path.join(checkout, file), 'utf8') }));
}

export const isTest = (file: SourceFile): boolean => /\.test\.tsx?$/.test(file.path);

/** The lines of a file in which the pattern occurs outside of comments, as `path:line: text`. */
export function linesWith(file: SourceFile, pattern: RegExp): string[] {
  return file.text
    .split('\n')
    .map((line, index) => ({ line, place: `${file.path}:${index + 1}: ${line.trim()}` }))
    .filter(({ line }) => !/^\s*(\/\/|\*|\/\*)/.test(line) && pattern.test(line))
    .map(({ place }) => place);
}
