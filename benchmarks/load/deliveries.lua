-- For wrk: sends a part of a list of deliveries, each of them once, stops when all are answered, and counts the answers.
-- Arguments after "--": the list, how many of its lines to skip, and how many to send.
-- A line is a delivery's kind, its signature and its body, with tabs between them.

local ffi = require("ffi")
ffi.cdef("int getpid(void); int kill(int pid, int signal);")
local SIGINT = 2

local requests, sent, answered = {}, -1, 0
statuses = {} -- global, so that done() can read it from the thread
local sender

function setup(thread)
  assert(not sender, "Each thread would send the same deliveries: run wrk with --threads 1.")
  sender = thread
end

function init(args)
  local list, skip, count = args[1], tonumber(args[2]), tonumber(args[3])
  local number = 0
  for line in io.lines(list) do
    number = number + 1
    if number > skip + count then break end
    if number > skip then
      local signature, body = line:match("^%a+\t([^\t]+)\t(.+)$")
      requests[#requests + 1] = wrk.format(
        "POST", wrk.path, { ["Content-Type"] = "application/json", ["cue-signature"] = signature }, body)
    end
  end

  assert(#requests == count, "The list is too short.")
end

function request()
  sent = sent + 1
  if sent == 0 then return requests[1] end -- wrk reads one request before the run, and does not send it
  return requests[sent] or "" -- after the end of the list the connection sends nothing
end

function response(status)
  statuses[status] = (statuses[status] or 0) + 1
  answered = answered + 1
  -- If the thread were stopped, wrk would still sleep until the end of its --duration; the signal wakes it.
  if answered == #requests then ffi.C.kill(ffi.C.getpid(), SIGINT) end
end

function done()
  local counts = {}
  for status, count in pairs(sender:get("statuses")) do
    counts[#counts + 1] = status .. ":" .. count
  end

  table.sort(counts)
  print("Answers " .. table.concat(counts, " "))
end
