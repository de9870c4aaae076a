import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Options } from 'ajv/dist/2020.js'
import { build } from 'esbuild'
import { byCodeUnit, type JsonObject, objectOf } from './json-value.ts'
import { toolRoot } from './layout.ts'
import * as formats from './runtime/formats.ts'
import { forAjv, type Variant } from './schema-variants.ts'

// Both modules are CommonJS whose types describe an ES default export.
const require = createRequire(import.meta.url)
const { Ajv2020, _ } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')
const { default: standaloneCode } =
  require('ajv/dist/standalone/index.js') as typeof import('ajv/dist/standalone/index.js')

/** A set of validators that share component validators. */
export interface ValidatorSet {
  readonly variant: Variant
  /** Every component a target may refer to, by name. */
  readonly components: JsonObject
  /** The exported validators by name: a component of the same name, or a schema of its own. */
  readonly targets: Readonly<Record<string, JsonObject>>
}

const optionsOf: Record<Variant, Options> = {
  strict: {},
  reader: {},
  params: { coerceTypes: 'array', useDefaults: true },
}

/** The source text of a set as an ES module that imports only our own run-time functions. */
export function standaloneSource({ variant, components, targets }: ValidatorSet): string {
  const ajv = new Ajv2020({
    strict: true,
    // A union names its tag as required beside the branches that define it.
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
    discriminator: true,
    inlineRefs: false,
    formats,
    ...optionsOf[variant],
    code: { source: true, esm: true, formats: _`formats` },
  })
  for (const name of Object.keys(components).sort(byCodeUnit)) {
    ajv.addSchema({ ...forAjv(objectOf(components[name]), variant, components), $id: name })
  }
  const exported: Record<string, string> = {}
  for (const name of Object.keys(targets).sort(byCodeUnit)) {
    if (!(name in components)) {
      ajv.addSchema({ ...forAjv(objectOf(targets[name]), variant, components), $id: name })
    }
    exported[name] = name
  }
  return runtimeImports + withoutRequire(standaloneCode(ajv, exported))
}

const runtimeFolder = join(toolRoot, 'src/runtime')
const runtimeImports = `import * as formats from ${JSON.stringify(join(runtimeFolder, 'formats.ts'))}
import { textLength } from ${JSON.stringify(join(runtimeFolder, 'text-length.ts'))}
import { equal } from ${JSON.stringify(join(runtimeFolder, 'equal.ts'))}
`

/** Ajv writes `require` even in ES modules, and its run-time files are CommonJS: both would break the browser. */
function withoutRequire(source: string): string {
  return source
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', 'textLength')
    .replaceAll('require("ajv/dist/runtime/equal").default', 'equal')
}

/** Bundles modules of validators, imported as `validators:<name>`, into one ES module without imports. */
export async function bundleModule(
  entry: string,
  modules: Readonly<Record<string, string>>,
): Promise<string> {
  const result = await build({
    stdin: { contents: entry, resolveDir: toolRoot, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    minifySyntax: true,
    plugins: [
      {
        name: 'validator-modules',
        setup(bundler) {
          bundler.onResolve({ filter: /^validators:/ }, ({ path }) => ({ path, namespace: 'validators' }))
          bundler.onLoad({ filter: /.*/, namespace: 'validators' }, ({ path }) => ({
            contents: modules[path.slice('validators:'.length)] ?? '',
            resolveDir: toolRoot,
            loader: 'js',
          }))
        },
      },
    ],
  })
  // Comments name the bundled files by a path that differs between checkouts.
  const text = (result.outputFiles[0]?.text ?? '').replaceAll(/^\/\/ .*\n/gm, '')
  assertFreeOfRuntimeCode(text)
  return text
}

/** Throws when a module would need `require` or compile code at run time (a strict CSP forbids it). */
export function assertFreeOfRuntimeCode(text: string): void {
  for (const forbidden of ['require(', 'new Function', 'eval(']) {
    if (text.includes(forbidden)) throw new Error(`Generated validators contain "${forbidden}"`)
  }
}
