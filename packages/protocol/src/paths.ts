/**
 * REST, all JSON under /api. `:d` is a drill id; every drill path needs the seat's token.
 *
 * GET  /api/catalog                    -> CatalogEntry[]
 * POST /api/events        CreateEvent  -> Seat
 * POST /api/join          JoinRequest  -> Seat
 * POST /api/host {token}               -> {token}        (the one-time host link, exchanged)
 * GET  /api/host/causes                -> QuickCause[]   (host)
 * POST /api/host/quick-drills QuickDrillRequest -> 202 QuickMaking  (host)
 * GET  /api/host/quick-drills/:id      -> QuickMaking    (host)
 * GET  /api/host/events                -> PastDrill[]    (host: with totals)
 * PUT  /api/host/comparisons/:d {open} -> 204            (host; for all drills of the same incident)
 * GET  /api/drills                     -> PastDrill[]
 * GET  /api/drills/:d                  -> DrillView
 * POST /api/drills/:d/start            -> DrillView     (host; lobby -> paged; 409 unless the world is ready)
 * POST /api/drills/:d/acknowledge      -> DrillView     (paged -> running; both clocks start)
 * POST /api/drills/:d/clock  ClockCommand -> DrillView
 * POST /api/drills/:d/viewed           -> 204
 *
 * POST /api/drills/:d/metrics/range    MetricRangeRequest   -> MetricRangeResult
 * POST /api/drills/:d/metrics/instant  MetricInstantRequest -> MetricInstantResult
 * GET  /api/drills/:d/metrics/metadata -> MetricMetadata
 * GET  /api/drills/:d/metrics/labels/:name -> string[]
 * POST /api/drills/:d/logs/search      LogSearchRequest    -> LogSearchResult
 * POST /api/drills/:d/logs/histogram   LogHistogramRequest -> LogHistogramResult
 * POST /api/drills/:d/logs/facets      LogFacetsRequest    -> LogFacetsResult
 * POST /api/drills/:d/traces/search    TraceSearchRequest  -> TraceSearchResult
 * GET  /api/drills/:d/traces/:traceId  -> Trace
 * GET  /api/drills/:d/changes?fromMs&toMs -> Change[]
 * GET  /api/drills/:d/map?fromMs&toMs  -> ServiceMap
 *
 * POST /api/drills/:d/pins     PinRequest      -> DrillView
 * DELETE /api/drills/:d/pins/:pinId            -> DrillView
 * POST /api/drills/:d/timeline TimelineRequest -> DrillView
 * DELETE /api/drills/:d/timeline/:entryId      -> DrillView
 * PUT  /api/drills/:d/hypothesis Hypothesis    -> DrillView   (the shared draft)
 * POST /api/drills/:d/hypothesis/lock          -> DrillView   (the draft becomes a locked version)
 * POST /api/drills/:d/predictions/check   {predictionId}          -> DrillView
 * POST /api/drills/:d/predictions/verdict {predictionId, verdict} -> DrillView
 * POST /api/drills/:d/contradiction {found, note} -> DrillView
 * POST /api/drills/:d/submit                   -> DrillView   (the newest locked hypothesis is the answer)
 * POST /api/drills/:d/actions  Action          -> DrillView   (400 with the field, 409 while the clocks are paused)
 * GET  /api/drills/:d/actions/choices          -> ActionChoices
 * POST /api/drills/:d/recovery {note}          -> DrillView
 * POST /api/drills/:d/hints {number}          -> DrillView   (the next hint; it costs points)
 * POST /api/drills/:d/end                      -> DrillView
 * POST /api/drills/:d/felt {text}              -> DrillView   (after the end)
 * GET  /api/drills/:d/debrief/export?format=html|markdown|json&rubric&timeBoxes -> a file (after the end)
 * GET  /api/drills/:d/debrief?rubric&timeBoxes -> Debrief     (409 before the end; 202 DebriefPending while it is worked out)
 * GET  /api/drills/:d/comparison              -> Comparison  (409 before the end)
 *
 * POST /api/drills/:d/code/enter               -> DrillView   (open mode: goes in before a complete hypothesis is locked)
 * GET  /api/drills/:d/code/tree               -> CodeEntry[]      (door_closed until it opens)
 * GET  /api/drills/:d/code/file?path&commit   -> CodeFile
 * GET  /api/drills/:d/code/search?q           -> CodeMatch[]
 * GET  /api/drills/:d/code/log?path           -> CommitSummary[]
 * GET  /api/drills/:d/code/commits/:sha       -> CommitDetail
 * GET  /api/drills/:d/code/deployed           -> DeployedVersion[]
 *
 * What is asked of a drill whose journal this server cannot read is refused with `unknown_entry` or `broken_journal`.
 * Errors are `ErrorBody` with the status of `errorStatus`.
 */
export const apiPrefix = '/api';

export const drillPath = (drillId: string, rest = ''): string =>
  `${apiPrefix}/drills/${encodeURIComponent(drillId)}${rest}`;
