-- CPU-bound: table access, float and integer loops, strings, closures, garbage.
local function nbody( n )
	local p = {} for i = 1, 5 do p[i] = { x = i, y = i * 0.5, z = -i, vx = 0, vy = 0.1 * i, vz = 0, m = 1 / i } end
	for _ = 1, n do
		for i = 1, 5 do
			local a = p[i]
			for j = i + 1, 5 do
				local b = p[j]
				local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
				local d = dx * dx + dy * dy + dz * dz
				local mag = 0.001 / ( d * d ^ 0.5 )
				a.vx, a.vy, a.vz = a.vx - dx * b.m * mag, a.vy - dy * b.m * mag, a.vz - dz * b.m * mag
				b.vx, b.vy, b.vz = b.vx + dx * a.m * mag, b.vy + dy * a.m * mag, b.vz + dz * a.m * mag
			end
		end
		for i = 1, 5 do local a = p[i] a.x, a.y, a.z = a.x + 0.001 * a.vx, a.y + 0.001 * a.vy, a.z + 0.001 * a.vz end
	end
	return p[1].x
end
nbody( 200000 )
local composite = {} for i = 2, 2000000 do if not composite[i] then for j = i * i, 2000000, i do composite[j] = true end end end
local parts = {} for i = 1, 300000 do parts[#parts + 1] = string.format( "%d:%s", i, ( "x" ):rep( i % 7 ) ) end
local s = table.concat( parts, "," ) local n = 0 for w in s:gmatch( "%d+" ) do n = n + #w end
local fs = {} for i = 1, 1000000 do fs[i % 100 + 1] = function() return i end end
local t = {} local seed = 1 for i = 1, 200000 do seed = seed * 1103515245 + 12345 & 0x7fffffff t[i] = seed end
table.sort( t )
