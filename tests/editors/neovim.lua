-- Opens $TARGET, waits for the problem under ADD, takes the quick fix, saves, and says what was seen, one fact a line.
local function say(name, value) io.stdout:write(name, ' ', tostring(value), '\n') end
local clock = (vim.uv or vim.loop).hrtime
local started = clock()

local function wait(what, check)
  if not vim.wait(15000, check, 10) then error(what .. ' did not happen') end
end

local function found(buffer, rule)
  return vim.tbl_filter(function(one) return one.code == rule end, vim.diagnostic.get(buffer))
end

local function drive()
  local version = vim.version()
  say('version', ('%d.%d.%d'):format(version.major, version.minor, version.patch))
  vim.cmd.edit(vim.env.TARGET)
  local buffer = vim.api.nvim_get_current_buf()
  say('filetype', vim.bo.filetype)
  wait('the problem', function() return #found(buffer, 'add-instead-of-copy') > 0 end)
  say('problem', ('%d ms'):format((clock() - started) / 1e6))
  local problem = found(buffer, 'add-instead-of-copy')[1]
  say('range', ('%d:%d-%d:%d'):format(problem.lnum, problem.col, problem.end_lnum, problem.end_col))
  for _, one in ipairs(found(buffer, 'latest-tag')) do say('latest-tag', vim.diagnostic.severity[one.severity]) end
  if vim.env.FIX == 'action' then
    vim.api.nvim_win_set_cursor(0, { problem.lnum + 1, problem.col })
    vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title:find('COPY') ~= nil end })
    wait('the fix', function() return vim.api.nvim_buf_get_lines(buffer, problem.lnum, problem.lnum + 1, false)[1]:find('^COPY') end)
    wait('the end of the problem', function() return #found(buffer, 'add-instead-of-copy') == 0 end)
  end
  if vim.env.FIX == 'pin' then
    local image = found(buffer, 'unpinned-digest')[1]
    vim.api.nvim_win_set_cursor(0, { image.lnum + 1, image.col })
    vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title:find('^Pin the digest') ~= nil end })
    wait('the digest', function() return vim.api.nvim_buf_get_lines(buffer, image.lnum, image.lnum + 1, false)[1]:find('@sha256:') end)
    wait('the end of the problem', function() return #found(buffer, 'unpinned-digest') == 0 end)
  end
  vim.cmd('silent write')
  say('done', ('%d ms'):format((clock() - started) / 1e6))
end

local ok, reason = pcall(drive)
if not ok then say('failed', reason) end
vim.cmd(ok and 'qall!' or 'cquit 1')
