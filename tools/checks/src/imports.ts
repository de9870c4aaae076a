import type { Check } from './repository.ts'

const SOURCE = /\.(ts|tsx|mts|mjs|js)$/
const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"]+)['"]/g

/** qa may import anything; nothing imports qa. The same holds for tests of other units. */
export const importsCheck: Check = {
  name: 'imports',
  run: (repository) =>
    repository.files
      .filter((file) => SOURCE.test(file) && !file.startsWith('qa/') && !file.startsWith('tools/checks/'))
      .flatMap((file) =>
        [...repository.read(file).matchAll(SPECIFIER)].flatMap(([, specifier = '']) => {
          if (/^@rpg-bot\/qa(\/|$|_)/.test(specifier) || /^(\.\.\/)+qa\//.test(specifier)) {
            return [{ file, message: `imports ${specifier}: nothing outside qa may import qa` }]
          }
          if (/^@rpg-bot\/[a-z0-9_]+\/(src|tests)\//.test(specifier)) {
            return [{ file, message: `imports ${specifier}: a unit is used through its exports only` }]
          }
          return []
        }),
      ),
}
