-- The string library: patterns, formats, packing, utf8.
local function show( ... ) local t = table.pack( ... ) for i = 1, t.n do t[i] = tostring( t[i] ) end print( table.concat( t, " " ) ) end

show( ( "hello world" ):find( "o w" ), ( "hello" ):find( "l", 1, true ), ( "a.b" ):find( ".", 1, true ), ( "x" ):find( "" ) )
show( ( "key = value" ):match( "^(%w+)%s*=%s*(%w+)$" ) )
show( ( "2026-11-21" ):match( "(%d+)-(%d+)-(%d+)" ) )
show( ( "THE (quick) fox" ):find( "%((%a+)%)" ) )
show( ( "f(a(b)c)d" ):match( "%b()" ), ( "THE fox" ):gsub( "%f[%a]%a+", string.lower ) )
show( ( "hello" ):gsub( "l", { l = "L" } ), ( "abc" ):gsub( "%w", "%0%0" ), ( "abc" ):gsub( "", "-" ), ( "x y z" ):gsub( "%s", "", 1 ) )
for k, v in ( "a=1, b=2, c=3" ):gmatch( "(%w+)=(%w+)" ) do show( k, v ) end
show( ( "  trim  " ):match( "^%s*(.-)%s*$" ) .. "|", ( "%d" ):rep( 3, "," ), ( "abc" ):reverse(), ( "aBc" ):upper(), #( "\0\1\2" ) )
show( ( "position" ):match( "()ti()" ) )
show( pcall( string.match, "x", "(" ), pcall( string.gsub, "x", "x", "%2" ) )

for _, f in ipairs{ "%d", "%5d|", "%-5d|", "%05d", "%+d", "%x", "%X", "%#x", "%o", "%c", "%i", "%u" == "" and "" or "%d" } do
	show( string.format( f, 97 ) )
end
for _, f in ipairs{ "%f", "%.3f", "%10.2f|", "%e", "%.0e", "%g", "%G", "%a", "%+.2f" } do show( string.format( f, 3.14159265358979 ) ) end
show( string.format( "%q", 'a "quoted"\n\\ \0 line' ), string.format( "%s %s %s", nil, true, 12 ), string.format( "%-10s|%10s|%.2s", "ab", "cd", "efg" ), string.format( "%%" ) )
show( string.format( "%q", 1 / 3 ), string.format( "%q", math.mininteger ), pcall( string.format, "%d", 1.5 ) )

show( string.byte( "ABC", 1, -1 ), string.char( 72, 105 ), ( "abcdef" ):sub( -3, -2 ), ( "abc" ):sub( 0 ), ( "abc" ):sub( 5 ) == "" )
local p = string.pack( "<i4 >I2 z s1 d", -2, 513, "zero", "one", 0.5 )
show( #p, string.unpack( "<i4 >I2 z s1 d", p ) )
show( string.packsize( "i4 i8 !8 d" ), pcall( string.unpack, "i4", "abc" ) )
show( utf8.char( 72, 228, 8364, 128512 ), utf8.len( "häß" ), utf8.codepoint( "ä€", 1, -1 ), utf8.offset( "aä€b", 3 ) )
for pos, code in utf8.codes( "aé€" ) do show( pos, code ) end
show( utf8.len( "\xff" ) )
show( "a\x41\u{20AC}\z
       b\65\10c" )
show( [[long
string]], [==[with ]] inside]==] )
show( 10 .. 20, "10" + 5, "0x10" * 2, "3" ^ 2, -"2", 10 == "10", "a" < "b", "Z" < "a", "" < "a" )
show( tostring( 1e100 ), 2^63, -0.0, 1e300 * 1e10, math.pi, string.format( "%.14g", 0.1 ), 1e15, 123456.789e3 )
show( os.time{ year = 2000, month = 1, day = 1, hour = 12 } - os.time{ year = 1999, month = 12, day = 31, hour = 12 }, os.date( "!%Y-%m-%d %H:%M:%S", 86400 * 365 ) )
show( #table.concat( ( function() local t = {} for i = 1, 1000 do t[i] = ( "%d" ):format( i ) end return t end )() ) )
