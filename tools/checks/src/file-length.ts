import type { Check } from './repository.ts'

const MOST_LINES = 400

/** One idea a file: a long one usually holds two. */
export const fileLengthCheck: Check = {
  name: 'file-length',
  advice: true,
  run: (repository) =>
    repository.files
      .filter((file) => /\.(ts|tsx|mjs|css)$/.test(file) && !file.includes('/generated/'))
      .flatMap((file) => {
        const lines = repository.read(file).split('\n').length - 1
        return lines > MOST_LINES ? [{ file, message: `has ${lines} lines, more than ${MOST_LINES}` }] : []
      }),
}
