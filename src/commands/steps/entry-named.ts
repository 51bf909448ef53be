import type { Failure } from '../../model/failure.js'
import type { Entry } from '../../model/recalibration.js'
import { err, ok, type Result } from '../../model/result.js'
import { readYaml } from '../../read/yaml.js'
import { parseEntry } from '../../recalibrate/entry-text.js'
import type { World } from '../../world/world.js'
import { decisionsHere, RECALIBRATIONS } from './decisions.js'
import type { Project } from './project.js'

/** The entry of an id, or of the one id that ends with the text. An entry that cannot be read says where and why. */
export async function entryNamed(world: World, project: Project, id: string): Promise<Result<Entry, Failure>> {
  const file = `${RECALIBRATIONS}/${id}.md`
  const text = await world.files.text(`${project.checkout.top}/${file}`)
  if (!text.ok) return text
  if (text.value !== undefined) {
    const reading = parseEntry(file, text.value, readYaml)
    return reading.ok ? ok(reading.entry) : err({ code: 'entry-invalid', file, problems: reading.problems })
  }
  const decisions = await decisionsHere(world, project)
  if (!decisions.ok) return decisions
  const { entries } = decisions.value
  const named = entries.filter((entry) => entry.id === id || entry.id.endsWith(`-${id}`))
  const [only, ...others] = named
  return only && others.length === 0 ? ok(only) : err({ code: 'entry-unknown', entry: id, known: entries.map((entry) => entry.id).sort() })
}
