-- Closures, metatables, coroutines, varargs, goto, integer and float arithmetic: everything prints, nothing is timed.
local function show( ... ) local t = table.pack( ... ) for i = 1, t.n do t[i] = tostring( t[i] ) end print( table.concat( t, " " ) ) end

-- arithmetic
for _, e in ipairs{ 7 // 2, -7 // 2, 7 % -3, -7 % 3, 7.5 // 2, -7.5 % 2, 2 ^ 10, 1 / 3, 3 | 4, 7 & 2, 5 ~ 1, ~0, 1 << 62, 1 << 64, -1 >> 60 } do
	show( e, math.type( e ) )
end
show( math.maxinteger + 1 == math.mininteger, math.mininteger // -1 == math.mininteger, 0x7fffffffffffffff, 1e308 * 10, -1e308 * 10 )
show( tostring( 0 / 0 ) ~= tostring( 1 ), 1e15, 1e16, 123456789012345678, 0.1, 1 / 3, 100 // 1e-1, 2 ^ 53 == 2 ^ 53 + 1 )
show( tonumber( "0x1p4" ), tonumber( "  12  " ), tonumber( "1e1" ), tostring( tonumber( "z", 36 ) ), tostring( tonumber( "8", 8 ) ) )
show( math.tointeger( 3.0 ), tostring( math.tointeger( 3.5 ) ), math.floor( -3.5 ), math.ceil( -3.5 ), math.fmod( -7, 3 ), math.ult( 1, -1 ) and "ult" )

-- closures share variables
local function counter() local n = 0; return function() n = n + 1; return n end, function() return n end end
local up, get = counter()
up() up() show( get(), up(), get() )
local fs = {}
for i = 1, 3 do fs[i] = function() i = i + 10; return i end end
show( fs[1](), fs[1](), fs[2](), fs[3]() )

-- metatables
local V = {}
V.__index = V
V.__add = function( a, b ) return setmetatable( { a[1] + b[1], a[2] + b[2] }, V ) end
V.__eq = function( a, b ) return a[1] == b[1] and a[2] == b[2] end
V.__lt = function( a, b ) return a[1] < b[1] end
V.__le = function( a, b ) return a[1] <= b[1] end
V.__tostring = function( a ) return "(" .. a[1] .. "," .. a[2] .. ")" end
V.__call = function( a, k ) return a[k] end
V.__len = function() return 42 end
V.__concat = function( a, b ) return tostring( a ) .. "|" .. tostring( b ) end
V.__unm = function( a ) return setmetatable( { -a[1], -a[2] }, V ) end
V.__close = function( a ) print( "close " .. tostring( a ) ) end
local a, b = setmetatable( { 1, 2 }, V ), setmetatable( { 3, 4 }, V )
show( tostring( a + b ), tostring( a == b ), tostring( a < b ), tostring( a <= b ), a( 2 ), #a, a .. b, a .. "x", tostring( -a ) )
do local c <close> = a; local d <const> = 5; show( "in scope", d ) end
local log = setmetatable( {}, { __newindex = function( t, k, v ) rawset( t, k, v * 2 ) end, __index = function( _, k ) return "no " .. k end } )
log.x = 4 show( log.x, log.y )

-- coroutines
local co = coroutine.wrap( function( x ) for i = 1, 3 do x = coroutine.yield( x * i ) end return "done" end )
show( co( 2 ), co( 3 ), co( 4 ), co( 0 ) )
local function gen( n ) return coroutine.wrap( function() for i = 1, n do coroutine.yield( i, i * i ) end end ) end
for i, s in gen( 4 ) do show( i, s ) end
local bad = coroutine.create( function() error( { code = 7 } ) end )
local ok, e = coroutine.resume( bad )
show( tostring( ok ), e.code, coroutine.status( bad ), tostring( select( 2, coroutine.resume( bad ) ) ) )

-- errors
show( tostring( pcall( error, "x" ) ), select( 2, pcall( function() local t = nil; return t.x end ) ) )
show( select( 2, pcall( function() return 1 + {} end ) ) )
show( select( 2, pcall( function() return #5 end ) ) )
show( select( 2, pcall( string.rep ) ) )
show( select( 2, xpcall( function() error( "deep", 0 ) end, function( m ) return m .. "!" end ) ) )
show( select( 2, load( "x = = 1" ) ) )
local function depth( n ) return n == 0 and 0 or 1 + depth( n - 1 ) end
show( depth( 10000 ), tostring( pcall( function() local function f() return 1 + f() end return f() end ) ) )

-- goto, varargs, multiple assignment, integer for loops
for i = 1, 3 do for j = 1, 3 do if j == 2 then goto continue end show( i, j ) ::continue:: end end
local function va( ... ) local x, y = ...; return select( "#", ... ), x, y, ( ... ) end
show( va( 1, 2, 3 ) )
local x, y, z = ( function() return 1, 2, 3 end )()
x, y, z = z, x, y show( x, y, z )
for i = 10, 1, -4 do show( i ) end
for i = math.maxinteger - 1, math.maxinteger do show( i ) end
for i = 1.0, 2.0, 0.5 do show( i ) end

-- tables
local t = { 5, 2, 8, 1, 9, 3 }
table.sort( t ) show( table.unpack( t ) )
table.sort( t, function( p, q ) return p > q end ) show( table.unpack( t ) )
table.insert( t, 1, 100 ) table.insert( t, 50 ) show( table.remove( t ), table.remove( t, 1 ), #t, table.concat( t, "-", 2, 4 ) )
show( table.unpack( table.move( { 1, 2, 3 }, 1, 3, 2 ) ) )
local keys = {} for k in pairs{ x = 1, y = 2, z = 3, 10, 20 } do keys[#keys + 1] = tostring( k ) end
table.sort( keys ) show( table.unpack( keys ) )
show( next( {} ) == nil and "empty", rawlen{ 1, 2 }, rawequal( t, t ) and "same" )
collectgarbage() show( collectgarbage( "count" ) > 0 and "counted", collectgarbage( "step" ) ~= nil and "stepped" )
local weak = setmetatable( {}, { __mode = "k" } ) weak[{}] = 1 collectgarbage() show( next( weak ) == nil and "collected" )
