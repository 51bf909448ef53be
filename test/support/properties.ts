import fc from 'fast-check'

/** Properties are tried on the same examples in every run: what the tests cover is measured, too. `FUZZ_SEED` tries others. */
fc.configureGlobal({ seed: Number(process.env['FUZZ_SEED'] ?? 20261123) })

export { fc }
