-- Small whole programs: sieve, queens, matrix, LCG, JSON-like printer, word count, big factorial, quicksort, mandelbrot.
local function sieve( n )
	local composite, primes = {}, {}
	for i = 2, n do
		if not composite[i] then primes[#primes + 1] = i for j = i * i, n, i do composite[j] = true end end
	end
	return primes
end
local p = sieve( 20000 ) print( #p, p[1], p[100], p[#p] )

local function queens( n )
	local cols, d1, d2, count = {}, {}, {}, 0
	local function place( r )
		if r > n then count = count + 1 return end
		for c = 1, n do
			if not cols[c] and not d1[r + c] and not d2[r - c + n] then
				cols[c], d1[r + c], d2[r - c + n] = true, true, true
				place( r + 1 )
				cols[c], d1[r + c], d2[r - c + n] = nil, nil, nil
			end
		end
	end
	place( 1 )
	return count
end
for n = 4, 8 do print( n, queens( n ) ) end

local function matmul( a, b, n )
	local c = {}
	for i = 1, n do c[i] = {} for j = 1, n do local s = 0 for k = 1, n do s = s + a[i][k] * b[k][j] end c[i][j] = s end end
	return c
end
local n, a, b = 40, {}, {}
for i = 1, n do a[i], b[i] = {}, {} for j = 1, n do a[i][j] = i + j b[i][j] = i - j end end
local c = matmul( a, b, n ) print( c[1][1], c[7][9], c[n][n] )

local seed = 42
local function random() seed = ( seed * 1103515245 + 12345 ) % 2147483648 return seed end
local function quicksort( t, lo, hi )
	if lo >= hi then return end
	local pivot, i, j = t[( lo + hi ) // 2], lo, hi
	while i <= j do
		while t[i] < pivot do i = i + 1 end
		while t[j] > pivot do j = j - 1 end
		if i <= j then t[i], t[j] = t[j], t[i] i = i + 1 j = j - 1 end
	end
	quicksort( t, lo, j ) quicksort( t, i, hi )
end
local t = {} for i = 1, 5000 do t[i] = random() end
quicksort( t, 1, #t )
for i = 2, #t do assert( t[i - 1] <= t[i] ) end
print( t[1], t[2500], t[5000] )

local function dump( v, indent )
	if type( v ) ~= "table" then return tostring( v ) end
	local keys, out = {}, {}
	for k in pairs( v ) do keys[#keys + 1] = k end
	table.sort( keys, function( x, y ) return tostring( x ) < tostring( y ) end )
	for _, k in ipairs( keys ) do out[#out + 1] = indent .. tostring( k ) .. ": " .. dump( v[k], indent .. "  " ) end
	return "{\n" .. table.concat( out, "\n" ) .. " }"
end
print( dump( { name = "cfa", list = { 1, 2, { deep = true } }, [10] = 1.5 }, "" ) )

local function factorial( n )
	local digits = { 1 }
	for i = 2, n do
		local carry = 0
		for k = 1, #digits do local d = digits[k] * i + carry digits[k] = d % 10 carry = d // 10 end
		while carry > 0 do digits[#digits + 1] = carry % 10 carry = carry // 10 end
	end
	return table.concat( digits ):reverse()
end
print( factorial( 50 ) )

local words = {}
for w in ( "the quick brown fox jumps over the lazy dog the end" ):gmatch( "%a+" ) do words[w] = ( words[w] or 0 ) + 1 end
local list = {} for w, k in pairs( words ) do list[#list + 1] = w .. "=" .. k end table.sort( list ) print( table.concat( list, " " ) )

for y = -1, 1, 0.25 do
	local line = {}
	for x = -2, 0.6, 0.08 do
		local zr, zi, k = 0, 0, 0
		while zr * zr + zi * zi < 4 and k < 40 do zr, zi, k = zr * zr - zi * zi + x, 2 * zr * zi + y, k + 1 end
		line[#line + 1] = k == 40 and "#" or k > 6 and "+" or "."
	end
	print( table.concat( line ) )
end
local function ackermann( m, n ) if m == 0 then return n + 1 elseif n == 0 then return ackermann( m - 1, 1 ) else return ackermann( m - 1, ackermann( m, n - 1 ) ) end end
print( ackermann( 2, 9 ) )
local fib = setmetatable( {}, { __index = function( t, k ) local v = k < 2 and k or t[k - 1] + t[k - 2] rawset( t, k, v ) return v end } )
print( fib[80] )
