// Format: https://nodejs.org/docs/latest-v20.x/api/cli.html#node_v8_coveragedir
import { err } from '../../model/result.js'
import { isRecord, type Format } from '../format.js'

/**
 * Raw V8 coverage, one file a process. It holds offsets into the source that ran, and no lines: these exist only
 * together with the exact bytes of all sources and their source maps, and the processes of a run have to be merged
 * before that. A reader sees one file and nothing of the disk, so the tool that measured has to convert it.
 */
export const v8: Format = {
  id: 'v8',
  measure: 'coverage',
  title: 'raw V8 coverage, NODE_V8_COVERAGE (not read: convert it with c8)',
  claims: ({ json }) => isRecord(json) && Array.isArray(json['result']) && json['result'].length > 0 && (json['result'] as readonly unknown[]).every((script) => isRecord(script) && 'url' in script && 'functions' in script),
  read: ({ source }) => err({ code: 'report-raw', source }),
}
